package io.github.gradtape.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.function.Executable;

/** A watching tape, and what its messages are compared with. */
abstract class Watched {

    final Tape tape = Tape.watching();

    /** Where the last call marked by {@link #here} stands. */
    StackTraceElement marked;

    /** Marks its line: what is called there with the value is recorded at that line. */
    <T> T here(T value) {
        marked = new Throwable().getStackTrace()[1];
        return value;
    }

    Node leaf(double... values) {
        return tape.leaf(Tensor.of(values));
    }

    static String message(Executable call) {
        return assertThrows(ArithmeticException.class, call).getMessage();
    }

    /** That the call is refused by this message, which names the marked line at its end. */
    void assertBlames(String message, Executable call) {
        String actual = message(call); // which marks the line, or did so before
        assertEquals(message + " at " + marked, actual);
    }
}
