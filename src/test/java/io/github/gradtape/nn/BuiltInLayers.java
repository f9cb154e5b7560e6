package io.github.gradtape.nn;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** For tests that each built-in layer has to pass: which there are. */
public final class BuiltInLayers {

    private BuiltInLayers() {}

    /** The names of the classes of all built-in layers, by looking at what is compiled. */
    public static Set<String> all() throws URISyntaxException {
        Path folder = Path.of(Layer.class.getResource("Layer.class").toURI()).getParent();
        return new ClassFileImporter()
                .importPath(folder).stream()
                        .filter(type -> type.isAssignableTo(Layer.class) && !type.isInterface())
                        .map(JavaClass::getName)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of the classes of some layers. */
    public static Set<String> of(Stream<Layer> layers) {
        return layers.map(layer -> layer.getClass().getName()).collect(Collectors.toCollection(TreeSet::new));
    }
}
