package io.github.gradtape.data;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads images and their labels from the pair of IDX files that MNIST comes as, gzipped or not.
 *
 * <p>The files are known by the ends of their names, {@code -images-idx3-ubyte} and {@code -labels-idx1-ubyte}, with or without
 * {@code .gz}; what comes before must be the same for both. Pixels are scaled to 0 … 1, of shape [n, height, width].
 */
public final class IdxFolder {

    private static final String IMAGES = "-images-idx3-ubyte";
    private static final String LABELS = "-labels-idx1-ubyte";
    private static final String TRAIN = "train";
    private static final String TEST = "t10k";
    private static final String GZIPPED = ".gz";
    private static final double WHITE = 255;

    private IdxFolder() {}

    /**
     * Whether a file's name is that of IDX images.
     *
     * @param file a file
     * @return whether its name ends as {@link #readImages} asks for
     */
    public static boolean isImages(Path file) {
        String name = file.toString(); // a root has no name of its own
        return name.endsWith(IMAGES) || name.endsWith(IMAGES + GZIPPED);
    }

    /**
     * Whether a folder holds two files of images, {@code train-…} to learn from and {@code t10k-…} to test on, as MNIST comes.
     *
     * @param folder a folder
     * @return whether {@link #readSplit} can be asked for it
     * @throws DataFileException if the folder cannot be read
     */
    public static boolean isSplit(Path folder) throws DataFileException {
        List<String> names = images(folder).stream()
                .map(file -> file.getFileName().toString())
                .toList();
        return names.size() == 2
                && names.get(0).startsWith(TEST + "-")
                && names.get(1).startsWith(TRAIN + "-");
    }

    /**
     * Reads the two pairs of files in a folder, as MNIST comes.
     *
     * @param folder a folder that {@linkplain #isSplit is split}
     * @return the images to learn from and those to test on, with the classes of the former
     * @throws DataFileException if the folder is not split, a file cannot be read, the images are of two sizes, or there is a class
     *     to test on alone
     */
    public static DataSet.Split readSplit(Path folder) throws DataFileException {
        if (!isSplit(folder)) {
            throw new DataFileException(
                    folder, "expected two files of images, one " + TRAIN + IMAGES + " and one " + TEST + IMAGES);
        }
        List<Path> images = images(folder);
        DataSet train = readImages(images.get(1));
        DataSet test = readImages(images.get(0));
        if (!test.sampleShape().equals(train.sampleShape())) {
            throw new DataFileException(
                    images.get(0),
                    "has images of shape " + test.sampleShape() + ", but those to learn from, "
                            + images.get(1).getFileName() + ", are of shape " + train.sampleShape());
        }
        if (test.classCount() > train.classCount()) {
            throw new DataFileException(
                    images.get(0),
                    "has the class " + (test.classCount() - 1) + ", but those to learn from end at "
                            + (train.classCount() - 1));
        }
        return new DataSet.Split(train, new DataSet(test.name(), test.features(), test.labels(), train.classNames()));
    }

    /**
     * Reads the one pair of files in a folder.
     *
     * @param folder a folder that holds one file of images, and its labels
     * @return the images; the classes are "0" up to the largest label, the data set's name is what both files' names begin with
     * @throws DataFileException if there is no pair or more than one, or a file cannot be read
     */
    public static DataSet read(Path folder) throws DataFileException {
        List<Path> images = images(folder);
        if (images.isEmpty()) {
            throw new DataFileException(
                    folder,
                    "holds no images, expected a file whose name ends in " + IMAGES + " or " + IMAGES + GZIPPED);
        }
        if (images.size() > 1) {
            String names =
                    images.stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(", "));
            throw new DataFileException(
                    folder,
                    "holds " + images.size() + " files of images, expected one: " + names
                            + "; name the wanted one instead of the folder");
        }
        return readImages(images.get(0));
    }

    private static List<Path> images(Path folder) throws DataFileException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(IdxFolder::isImages).sorted().toList();
        } catch (NoSuchFileException e) {
            throw new DataFileException(folder, "there is no such folder", e);
        } catch (NotDirectoryException e) {
            throw new DataFileException(folder, "is not a folder", e);
        } catch (IOException e) {
            throw FileAccess.unreadable(folder, e);
        }
    }

    /**
     * Reads a file of images, and their labels from the file beside it.
     *
     * @param images a file whose name ends in {@code -images-idx3-ubyte} or {@code -images-idx3-ubyte.gz}
     * @return the images, as from {@link #read}
     * @throws DataFileException if the name ends otherwise, there is no file of labels, or a file cannot be read
     */
    public static DataSet readImages(Path images) throws DataFileException {
        String name = name(images);
        IdxFile pixels = IdxFile.read(images, 3);
        Path labelsFile = labelsBeside(images);
        byte[] labels = IdxFile.read(labelsFile, 1).elements();
        int count = pixels.extent(0);
        if (labels.length != count) {
            throw new DataFileException(
                    labelsFile,
                    "holds " + labels.length + " labels, expected " + count + ", one for each image of "
                            + images.getFileName());
        }
        double[] classes =
                IntStream.range(0, count).mapToDouble(i -> labels[i] & 0xff).toArray();
        int largest = (int) Arrays.stream(classes).max().orElseThrow();
        return new DataSet(
                name,
                scaled(pixels),
                Tensor.adopt(Shape.of(count), classes),
                IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList());
    }

    /**
     * The files that are read for images: theirs, and those of their labels.
     *
     * @param data a folder, or one file of images
     * @return the files, in no particular order
     * @throws DataFileException if the folder cannot be read, a file's name is not that of images, or it has no labels beside it
     */
    public static List<Path> files(Path data) throws DataFileException {
        List<Path> files = new ArrayList<>();
        for (Path images : Files.isDirectory(data) ? images(data) : List.of(data)) {
            files.add(images);
            files.add(labelsBeside(images));
        }
        return files;
    }

    /** What the names of both files begin with. */
    private static String name(Path images) throws DataFileException {
        if (!isImages(images)) {
            throw new DataFileException(images, "its name must end in " + IMAGES + " or " + IMAGES + GZIPPED);
        }
        String name = images.getFileName().toString();
        return name.substring(0, name.lastIndexOf(IMAGES));
    }

    private static Path labelsBeside(Path images) throws DataFileException {
        String name = name(images);
        for (String ending : List.of(LABELS, LABELS + GZIPPED)) {
            Path labels = images.resolveSibling(name + ending);
            if (Files.exists(labels)) {
                return labels;
            }
        }
        throw new DataFileException(
                images, "has no labels beside it, expected " + name + LABELS + " or " + name + LABELS + GZIPPED);
    }

    private static Tensor scaled(IdxFile pixels) {
        byte[] bytes = pixels.elements();
        double[] values = new double[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (bytes[i] & 0xff) / WHITE;
        }
        return Tensor.adopt(Shape.of(pixels.extent(0), pixels.extent(1), pixels.extent(2)), values);
    }
}
