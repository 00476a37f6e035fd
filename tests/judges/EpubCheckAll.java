// SPDX-License-Identifier: MIT
import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.api.MasterReport;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.messages.MessageId;
import com.adobe.epubcheck.messages.Severity;
import com.adobe.epubcheck.util.FeatureEnum;
import java.io.File;
import java.util.Locale;

/**
 * EPUBCheck over many books in one virtual machine: starting it takes seconds, a further book a
 * tenth of one.
 *
 * <p>A finding is a line, a book's verdict another. Exits 0 if no book has a warning or worse.
 */
public final class EpubCheckAll {
    /** Prints what counts, at once, and remembers that there was any. */
    private static final class Findings extends MasterReport {
        private final String book;
        private int counted;

        Findings(String book) {
            this.book = book;
            setEpubFileName(book);
        }

        @Override
        public void message(MessageId id, EPUBLocation location, Object... arguments) {
            message(getDictionary().getMessage(id), location, arguments);
        }

        @Override
        public void message(Message message, EPUBLocation location, Object... arguments) {
            Severity severity = message.getSeverity();
            if (severity.toInt() < Severity.WARNING.toInt()) {
                return;
            }
            counted++;
            System.out.printf(
                    "%s: %s(%s): %s:%d:%d: %s%n",
                    book, severity, message.getID(), location.getPath(), location.getLine(),
                    location.getColumn(), message.getMessage(arguments));
        }

        @Override
        public void info(String resource, FeatureEnum feature, String value) {
            // Facts about the book, no judgement.
        }

        @Override
        public void initialize() {
            // Nothing to begin.
        }

        @Override
        public int generate() {
            return counted;
        }
    }

    public static void main(String[] books) {
        Locale.setDefault(Locale.ENGLISH);
        int failed = 0;
        for (String book : books) {
            Findings findings = new Findings(book);
            new EpubCheck(new File(book), findings).doValidate();
            System.out.printf("%s: %s%n", book, findings.counted == 0 ? "ok" : "FAILED");
            failed += findings.counted == 0 ? 0 : 1;
        }
        System.out.printf("EPUBCheck %s: %d books, %d failed%n", EpubCheck.version(), books.length, failed);
        System.exit(failed == 0 ? 0 : 1);
    }
}
