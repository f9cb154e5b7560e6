package io.github.gradtape.data;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the header of a safetensors file says. */
final class SafetensorsHeader {

    /** The key of the notes. */
    static final String METADATA = "__metadata__";

    private final ByteReader source;
    private final HeaderJson json;
    private final Map<String, Entry> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    /** What the header says about a tensor, not yet compared with anything. */
    record Entry(String dtype, List<Long> shape, long begin, long end) {}

    SafetensorsHeader(ByteReader source, byte[] header) throws DataFileException {
        this.source = source;
        this.json = new HeaderJson(source, header);
        json.readObject(name -> {
            if (name.equals(METADATA)) {
                json.readObject(key -> metadata.put(key, json.string()));
            } else {
                tensors.put(name, entry(name));
            }
        });
        json.requireEnd();
    }

    Map<String, Entry> tensors() {
        return tensors;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    private Entry entry(String name) throws DataFileException {
        Map<String, List<Long>> numbers = new HashMap<>();
        StringBuilder dtype = new StringBuilder();
        json.readObject(key -> {
            switch (key) {
                case "dtype" -> dtype.append(json.string());
                case "shape", "data_offsets" -> numbers.put(key, json.numbers());
                default ->
                    throw source.fault("tensor " + HeaderJson.shown(name) + ": key " + HeaderJson.shown(key)
                            + " is unknown, expected dtype, shape and data_offsets");
            }
        });
        List<Long> shape = numbers.get("shape");
        List<Long> offsets = numbers.get("data_offsets");
        if (dtype.isEmpty() || shape == null || offsets == null || offsets.size() != 2) {
            throw source.fault("tensor " + HeaderJson.shown(name)
                    + ": expected a dtype, a shape and data_offsets of a begin and an end");
        }
        return new Entry(dtype.toString(), shape, offsets.get(0), offsets.get(1));
    }
}
