// SPDX-License-Identifier: MIT
/* util/strings.h: a room that the plan doesn't know. */
