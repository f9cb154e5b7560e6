package io.github.gradtape.nn.train;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A list that never changes, and that a longer one is made of without a copy, as one after every epoch would take n² time for n of
 * them: the two share an array, of which each reads no more than was written before it was made. So any thread may have it.
 */
final class Beginning<T> extends AbstractList<T> implements RandomAccess {

    private static final int ROOM = 8;

    private final T[] elements;
    private final int size;

    /** An empty list. */
    @SuppressWarnings("unchecked") // nothing but T is put in, and the array is not given away
    Beginning() {
        this((T[]) new Object[ROOM], 0);
    }

    private Beginning(T[] elements, int size) {
        this.elements = elements;
        this.size = size;
    }

    /** These elements and one more, which is not null; to be called by one thread. */
    Beginning<T> plus(T element) {
        boolean isFree = size < elements.length && elements[size] == null;
        T[] longer = isFree ? elements : Arrays.copyOf(Arrays.copyOf(elements, size), 2 * size + ROOM);
        longer[size] = element;
        return new Beginning<>(longer, size + 1);
    }

    @Override
    public T get(int index) {
        return elements[Objects.checkIndex(index, size)];
    }

    @Override
    public int size() {
        return size;
    }
}
