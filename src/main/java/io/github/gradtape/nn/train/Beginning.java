package io.github.gradtape.nn.train;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The elements that a list has now, whatever is added behind them later: a snapshot of a growing list without a copy, as one after
 * every epoch would take n² time for n of them.
 */
final class Beginning<T> extends AbstractList<T> implements RandomAccess {

    private final List<T> growing;
    private final int size;

    /** Of a list to which elements are added at its end, and of which nothing else is changed. */
    Beginning(List<T> growing) {
        this.growing = growing;
        this.size = growing.size();
    }

    @Override
    public T get(int index) {
        return growing.get(Objects.checkIndex(index, size));
    }

    @Override
    public int size() {
        return size;
    }
}
