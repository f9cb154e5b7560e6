package io.github.gradtape.tensor;

import java.util.Arrays;

/**
 * The extents of a tensor along its axes; a scalar has none.
 *
 * <p>Axes are numbered from 0; a negative axis counts from the end, so that −1 is the last one. Extents may be 0.
 */
public final class Shape {

    /** The shape of a single number: no axes, one element. */
    public static final Shape SCALAR = new Shape(new int[0]);

    private final int[] extents;
    private final int size;

    private Shape(int[] extents) {
        long product = 1;
        boolean empty = false;
        for (int extent : extents) {
            if (extent < 0) {
                throw new IllegalArgumentException(
                        "shape " + Arrays.toString(extents) + ": an extent must not be negative, was " + extent);
            }
            empty |= extent == 0;
            product *= Math.max(1, extent);
            if (product > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("shape " + Arrays.toString(extents) + ": a tensor holds at most "
                        + Integer.MAX_VALUE + " elements");
            }
        }
        this.extents = extents;
        this.size = empty ? 0 : (int) product;
    }

    /**
     * The shape with the given extents.
     *
     * @param extents the number of elements along each axis, none negative
     * @return the shape
     * @throws IllegalArgumentException if an extent is negative, or the product of those that are not 0 exceeds 2³¹ − 1
     */
    public static Shape of(int... extents) {
        return extents.length == 0 ? SCALAR : new Shape(extents.clone());
    }

    /**
     * The number of axes.
     *
     * @return 0 for a scalar, 1 for a vector, 2 for a matrix, …
     */
    public int rank() {
        return extents.length;
    }

    /**
     * The number of elements: the product of the extents, 1 for a scalar.
     *
     * @return the number of elements
     */
    public int size() {
        return size;
    }

    /**
     * The extent along an axis.
     *
     * @param axis the axis, negative to count from the end
     * @return the number of elements along it
     * @throws IllegalArgumentException if there is no such axis
     */
    public int extent(int axis) {
        return extents[axis(axis)];
    }

    /**
     * All extents.
     *
     * @return a copy, one entry an axis
     */
    public int[] extents() {
        return extents.clone();
    }

    /**
     * The axis counted from the start.
     *
     * @param axis the axis, negative to count from the end
     * @return the same axis in 0 … rank − 1
     * @throws IllegalArgumentException if there is no such axis
     */
    public int axis(int axis) {
        if (axis < -extents.length || axis >= extents.length) {
            throw new IllegalArgumentException("there is no axis " + axis + " in shape " + this
                    + (rank() == 0 ? ": a scalar has no axes" : ": allowed are " + -rank() + " to " + (rank() - 1)));
        }
        return axis < 0 ? axis + extents.length : axis;
    }

    /**
     * This shape with another extent along one axis.
     *
     * @param axis the axis, negative to count from the end
     * @param extent the new extent there
     * @return the new shape
     * @throws IllegalArgumentException if there is no such axis, the extent is negative or the shape too large
     */
    public Shape with(int axis, int extent) {
        int[] changed = extents.clone();
        changed[axis(axis)] = extent;
        return new Shape(changed);
    }

    /**
     * This shape without the axes that a reduction drops.
     *
     * @param axes the axes, negative to count from the end, none for all
     * @return the shape of the axes that are left
     * @throws IllegalArgumentException if there is no such axis, or one is named twice
     */
    public Shape without(int... axes) {
        return reduced(false, axes);
    }

    /**
     * This shape with a new axis.
     *
     * @param axis where the new axis stands in the result, negative to count from its end
     * @param extent the extent of the new axis
     * @return the new shape, of one axis more
     * @throws IllegalArgumentException if the axis would not be in the result, the extent is negative or the result too large
     */
    public Shape inserting(int axis, int extent) {
        int rank = rank() + 1;
        if (axis < -rank || axis >= rank) {
            throw new IllegalArgumentException("shape " + this + " has no place for a new axis " + axis
                    + ": allowed are " + -rank + " to " + (rank - 1));
        }
        int at = axis < 0 ? axis + rank : axis;
        int[] inserted = new int[rank];
        for (int k = 0; k < rank; k++) {
            inserted[k] = k == at ? extent : extents[k < at ? k : k - 1];
        }
        return new Shape(inserted);
    }

    /**
     * The shape that this one and another broadcast to, by NumPy's rule: aligned at the last axis, extents must be equal
     * or one of them 1 (or missing).
     *
     * @param other the other shape
     * @return the common shape
     * @throws IllegalArgumentException if the two do not broadcast or their common shape is too large
     */
    public Shape broadcast(Shape other) {
        if (other.rank() == 0 || equals(other)) {
            return this;
        }
        if (rank() == 0) {
            return other;
        }
        int rank = Math.max(rank(), other.rank());
        int[] common = new int[rank];
        for (int fromEnd = 1; fromEnd <= rank; fromEnd++) {
            int mine = fromEnd <= rank() ? extents[rank() - fromEnd] : 1;
            int theirs = fromEnd <= other.rank() ? other.extents[other.rank() - fromEnd] : 1;
            if (mine != theirs && mine != 1 && theirs != 1) {
                throw new IllegalArgumentException("shapes " + this + " and " + other
                        + " do not broadcast: aligned at the last axis, extents must be equal or 1, but axis "
                        + -fromEnd + " has " + mine + " and " + theirs);
            }
            common[rank - fromEnd] = mine == 1 ? theirs : mine;
        }
        return new Shape(common);
    }

    /**
     * This shape with extent 1 along the axes that a reduction collapses.
     *
     * @param axes the axes, negative to count from the end, none for all
     * @return the new shape, of the same rank
     * @throws IllegalArgumentException if there is no such axis, or one is named twice
     */
    public Shape collapsing(int... axes) {
        return reduced(true, axes);
    }

    /** Which axes a reduction named; none named means all. */
    boolean[] mask(int... axes) {
        boolean[] mask = new boolean[rank()];
        for (int axis : axes) {
            int a = axis(axis);
            if (mask[a]) {
                throw new IllegalArgumentException(
                        "axes " + Arrays.toString(axes) + " of shape " + this + " name axis " + a + " twice");
            }
            mask[a] = true;
        }
        if (axes.length == 0) {
            Arrays.fill(mask, true);
        }
        return mask;
    }

    private Shape reduced(boolean keepAxes, int... axes) {
        boolean[] mask = mask(axes);
        int[] left = new int[rank()];
        int count = 0;
        for (int axis = 0; axis < rank(); axis++) {
            if (!mask[axis]) {
                left[count++] = extents[axis];
            } else if (keepAxes) {
                left[count++] = 1;
            }
        }
        return count == 0 ? SCALAR : new Shape(Arrays.copyOf(left, count));
    }

    /** Row-major strides of this shape seen from a larger shape it broadcasts to: 0 along every repeated axis. */
    int[] stridesWithin(Shape larger) {
        int[] strides = new int[larger.rank()];
        int stride = 1;
        for (int fromEnd = 1; fromEnd <= rank(); fromEnd++) {
            int extent = extents[rank() - fromEnd];
            strides[larger.rank() - fromEnd] = extent == 1 ? 0 : stride;
            stride *= extent;
        }
        return strides;
    }

    /**
     * Whether this shape broadcasts to another one, which is their common shape then.
     *
     * @param other the other shape
     * @return whether, aligned at the last axis, every extent of this one is 1 or that of the other
     */
    public boolean broadcastsTo(Shape other) {
        int more = other.rank() - rank();
        boolean does = more >= 0;
        for (int axis = 0; does && axis < rank(); axis++) {
            does = extents[axis] == 1 || extents[axis] == other.extents[axis + more];
        }
        return does;
    }

    /** Whether a larger shape is this one with more axes before it. */
    boolean endsLikewise(Shape larger) {
        int more = larger.rank() - rank();
        return more >= 0 && Arrays.equals(extents, 0, rank(), larger.extents, more, larger.rank());
    }

    /**
     * The number of elements between neighbours along an axis, in row-major order: the product of the later extents.
     *
     * @param axis the axis, negative to count from the end
     * @return the stride, 1 along the last axis
     * @throws IllegalArgumentException if there is no such axis
     */
    public int stride(int axis) {
        int stride = 1;
        for (int later = axis(axis) + 1; later < extents.length; later++) {
            stride *= extents[later];
        }
        return stride;
    }

    /**
     * Where an element stands.
     *
     * @param offset its number in row-major order, from 0
     * @return one position an axis
     * @throws IllegalArgumentException if there are not as many elements
     */
    public int[] index(int offset) {
        if (offset < 0 || offset >= size) {
            throw new IllegalArgumentException(
                    "element " + offset + " is outside shape " + this + ", which holds " + size);
        }
        int[] index = new int[extents.length];
        int rest = offset;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis] = rest % extents[axis];
            rest /= extents[axis];
        }
        return index;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Shape that && Arrays.equals(extents, that.extents));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(extents);
    }

    /**
     * The extents in brackets.
     *
     * @return for example {@code [2, 3]}, and {@code []} for a scalar
     */
    @Override
    public String toString() {
        return Arrays.toString(extents);
    }
}
