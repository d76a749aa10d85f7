package dev.avenant.benchmarks.serde;

import dev.avenant.benchmarks.serde.model.Contact;
import dev.avenant.benchmarks.serde.model.Employment;
import dev.avenant.benchmarks.serde.model.JobEvent;
import dev.avenant.benchmarks.serde.model.LargeEvent;
import dev.avenant.benchmarks.serde.model.Salary;
import dev.avenant.benchmarks.serde.model.SmallEvent;
import dev.avenant.benchmarks.serde.model.Status;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** The records that are measured. */
public final class Events {

    private Events() {}

    static SpecificRecord named(String name) {
        return switch (name) {
            case "small" -> small();
            case "job" -> job(7);
            case "large" -> large();
            default -> throw new IllegalArgumentException("No event is called " + name);
        };
    }

    private static SmallEvent small() {
        return new SmallEvent("order-4711", 42L, 3, true, 0.75);
    }

    /** A job of that version, which a service of the kind would publish. */
    public static JobEvent job(long version) {
        return JobEvent.newBuilder()
                .setJobId(new UUID(0x123e4567e89b12d3L, 0xa456426614174000L))
                .setVersion(version)
                .setCompanyId(new UUID(0x223e4567e89b12d3L, 0xa456426614174000L))
                .setEmployerId(new UUID(0x323e4567e89b12d3L, 0xa456426614174000L))
                .setTitle("Senior Platform Engineer")
                .setDescription("You keep the event platform of a fast growing marketplace fast, safe and boring.")
                .setLocation("Berlin")
                .setEmploymentType(Employment.FULL_TIME)
                .setSalary(Salary.newBuilder()
                        .setMinimum(new BigDecimal("65000.00"))
                        .setMaximum(new BigDecimal("85000.00"))
                        .setCurrency("EUR")
                        .build())
                .setSkills(List.of("java", "kafka", "avro", "postgresql"))
                .setStatus(Status.OPEN)
                .setCreatedAt(Instant.ofEpochMilli(1_764_000_000_123L))
                .setUpdatedAt(Instant.ofEpochMilli(1_764_000_100_456L))
                .setStartsOn(LocalDate.of(2027, 2, 1))
                .setRemote(true)
                .setCompanyName("Acme Logistics GmbH")
                .setOpenings(2)
                .setRating(4.5)
                .setContact(Contact.newBuilder()
                        .setName("Ada Lovelace")
                        .setEmail("ada@acme.example")
                        .setPhone(null)
                        .build())
                .setLabels(Map.of("team", "platform", "region", "emea"))
                .build();
    }

    private static LargeEvent large() {
        LargeEvent event = new LargeEvent();
        for (Schema.Field field : LargeEvent.SCHEMA$.getFields()) {
            event.put(field.pos(), valueFor(field.pos()));
        }
        return event;
    }

    private static Object valueFor(int position) {
        return switch (position % 10) {
            case 0 -> "text of field " + position;
            case 1, 6 -> 1_000_000L * position;
            case 2 -> position;
            case 3 -> position / 7.0;
            case 4 -> position % 20 == 4;
            case 5 -> "maybe " + position;
            case 7 -> List.of("one", "two", "three");
            case 8 -> Map.of("first", 1L, "second", 2L);
            default -> ByteBuffer.wrap(("bytes " + position).getBytes(StandardCharsets.UTF_8));
        };
    }
}
