package jobplatform.search.index;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import jobplatform.search.readmodel.Offer;
import jobplatform.search.readmodel.OpenJob;
import jobplatform.search.readmodel.Salary;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.util.BytesRef;
import tools.jackson.databind.json.JsonMapper;

/** Makes a document of a job, and the job of its document. */
final class JobDocuments {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JobDocuments() {}

    static Document of(OpenJob job) {
        Offer offer = job.offer();
        Document document = new Document();
        document.add(new StringField(Fields.ID, job.id().toString(), Field.Store.NO));
        document.add(new SortedDocValuesField(Fields.ID, new BytesRef(job.id().toString())));
        document.add(new StringField(Fields.EMPLOYER_ID, job.employerId().toString(), Field.Store.NO));
        document.add(new NumericDocValuesField(Fields.POSTED_AT, job.postedAt().toEpochMilli()));
        addTexts(document, job);
        addFilters(document, offer);
        addFacets(document, offer);
        document.add(new StoredField(Fields.STORED, JSON.writeValueAsBytes(job)));
        return document;
    }

    static OpenJob read(Document document) {
        return JSON.readValue(document.getBinaryValue(Fields.STORED).bytes, OpenJob.class);
    }

    /** A value as filters compare it: whatever its case. */
    static String key(String value) {
        return value.strip().toLowerCase(Locale.ROOT);
    }

    /** Hundredths of a unit of the currency. */
    static long hundredths(BigDecimal amount) {
        return amount.movePointRight(2).setScale(0, RoundingMode.CEILING).longValueExact();
    }

    private static void addTexts(Document document, OpenJob job) {
        Offer offer = job.offer();
        addText(document, Fields.TITLE, offer.title());
        addText(document, Fields.TEXT, offer.description());
        offer.skills().forEach(skill -> addText(document, Fields.SKILLS, skill));
        String location = offer.location();
        if (location != null) {
            addText(document, Fields.LOCATION, location);
        }
        String companyName = job.companyName();
        if (companyName != null) {
            document.add(new TextField(Fields.TEXT, companyName, Field.Store.NO));
        }
    }

    private static void addText(Document document, String field, String text) {
        if (!field.equals(Fields.TEXT)) {
            document.add(new TextField(field, text, Field.Store.NO));
        }
        document.add(new TextField(Fields.TEXT, text, Field.Store.NO));
    }

    private static void addFilters(Document document, Offer offer) {
        offer.skills().forEach(skill -> document.add(new StringField(Fields.SKILL, key(skill), Field.Store.NO)));
        document.add(new StringField(Fields.EMPLOYMENT_TYPE, offer.employmentType(), Field.Store.NO));
        document.add(new StringField(Fields.REMOTE, String.valueOf(offer.remote()), Field.Store.NO));
        Salary salary = offer.salary();
        if (salary != null) {
            document.add(new StringField(Fields.CURRENCY, salary.currency(), Field.Store.NO));
            document.add(new LongPoint(Fields.SALARY_MAXIMUM, hundredths(salary.maximum())));
        }
    }

    private static void addFacets(Document document, Offer offer) {
        addFacet(document, Fields.EMPLOYMENT_TYPE_FACET, List.of(offer.employmentType()));
        addFacet(document, Fields.REMOTE_FACET, List.of(String.valueOf(offer.remote())));
        addFacet(document, Fields.SKILL_FACET, offer.skills());
        addFacet(document, Fields.TITLE_FACET, List.of(offer.title()));
        String location = offer.location();
        if (location != null) {
            addFacet(document, Fields.LOCATION_FACET, List.of(location));
        }
        Salary salary = offer.salary();
        if (salary != null) {
            addFacet(
                    document, Fields.SALARY_FACET, List.of(SalaryBand.of(salary).label()));
        }
    }

    private static void addFacet(Document document, String field, List<String> values) {
        values.stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .forEach(value -> document.add(new SortedSetDocValuesField(field, new BytesRef(value))));
    }
}
