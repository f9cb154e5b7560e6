package io.github.gradtape.nn.train;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The reports on the epochs of a training: a list that never changes, and that a longer one is made of without a copy, as one after
 * every epoch would take n² time for n of them.
 *
 * <p>The two share an array, of which each reads no more than was written before it was made. So any thread may have it.
 */
final class History extends AbstractList<EpochReport> implements RandomAccess {

    private static final int ROOM = 8;

    private final EpochReport[] reports;
    private final int size;

    /** Of no epoch. */
    History() {
        this(new EpochReport[ROOM], 0);
    }

    private History(EpochReport[] reports, int size) {
        this.reports = reports;
        this.size = size;
    }

    /** These reports and one more; to be called by one thread. */
    History plus(EpochReport report) {
        boolean isFree = size < reports.length && reports[size] == null; // else another has been made of these
        EpochReport[] longer = isFree ? reports : copyWithRoom();
        longer[size] = report;
        return new History(longer, size + 1);
    }

    private EpochReport[] copyWithRoom() {
        EpochReport[] copy = new EpochReport[2 * size + ROOM];
        System.arraycopy(reports, 0, copy, 0, size);
        return copy;
    }

    @Override
    public EpochReport get(int index) {
        return reports[Objects.checkIndex(index, size)];
    }

    @Override
    public int size() {
        return size;
    }
}
