package dev.avenant.contracts.config;

import dev.avenant.compatibility.readers.DeclaredReaders;
import dev.avenant.contracts.config.ReaderContracts.TableFormat;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what {@code contracts.yaml} says of readers: {@code defaults}, {@code readers} and the topics' {@code profiles}. */
final class ReaderContractsReader {
    private ReaderContractsReader() {}

    static ReaderContracts read(
            Map<String, YamlValue> defaults, @Nullable YamlValue readers, @Nullable YamlValue topics) {
        YamlValue readersByDefault = defaults.get("readers");
        Map<String, DeclaredReaders> byService = new LinkedHashMap<>();
        if (readers != null) {
            readers.members().forEach((service, names) -> byService.put(service, declared(names)));
        }
        Map<String, Set<TableFormat>> byTopic = new LinkedHashMap<>();
        if (topics != null) {
            topics.members().forEach((name, topic) -> {
                YamlValue profiles = topic.members().get("profiles");
                if (profiles != null) {
                    byTopic.put(name, formats(profiles));
                }
            });
        }
        YamlValue formats = defaults.get("profiles");
        return new ReaderContracts(
                readersByDefault == null ? DeclaredReaders.none() : declared(readersByDefault),
                byService,
                formats == null ? Set.of() : formats(formats),
                byTopic);
    }

    private static DeclaredReaders declared(YamlValue yaml) {
        DeclaredReaders all = DeclaredReaders.none();
        for (YamlValue name : oneOrMore(yaml)) {
            try {
                all = all.and(DeclaredReaders.named(List.of(name.text())));
            } catch (IllegalArgumentException e) {
                throw name.expected("want.reader");
            }
        }
        return all;
    }

    private static Set<TableFormat> formats(YamlValue yaml) {
        Set<TableFormat> formats = EnumSet.noneOf(TableFormat.class);
        for (YamlValue name : oneOrMore(yaml)) {
            if (!name.text().equals("iceberg")) {
                throw name.expected("want.profile");
            }
            formats.add(TableFormat.ICEBERG);
        }
        return formats;
    }

    private static List<YamlValue> oneOrMore(YamlValue yaml) {
        return yaml.isList() ? yaml.items() : List.of(yaml);
    }
}
