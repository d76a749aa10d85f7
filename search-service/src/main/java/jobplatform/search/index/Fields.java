package jobplatform.search.index;

/** The fields of the index. */
final class Fields {

    static final String ID = "id";
    static final String EMPLOYER_ID = "employerId";
    static final String POSTED_AT = "postedAt";

    /** What a query's words are looked for in. */
    static final String TITLE = "title";

    static final String SKILLS = "skills";
    static final String LOCATION = "location";

    /** All words of a job, the company's name included. */
    static final String TEXT = "text";

    /** What a filter takes as a whole. */
    static final String SKILL = "skill";

    static final String EMPLOYMENT_TYPE = "employmentType";
    static final String REMOTE = "remote";
    static final String CURRENCY = "currency";
    static final String SALARY_MAXIMUM = "salaryMaximum";

    /** What facets count. */
    static final String SKILL_FACET = "skillFacet";

    static final String LOCATION_FACET = "locationFacet";
    static final String EMPLOYMENT_TYPE_FACET = "employmentTypeFacet";
    static final String REMOTE_FACET = "remoteFacet";
    static final String SALARY_FACET = "salaryFacet";
    static final String TITLE_FACET = "titleFacet";

    /** The job as it is answered, in JSON. */
    static final String STORED = "stored";

    private Fields() {}
}
