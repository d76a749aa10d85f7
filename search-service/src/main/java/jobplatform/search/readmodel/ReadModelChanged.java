package jobplatform.search.readmodel;

/** The transaction that this is published in has changed the read model. */
public record ReadModelChanged() {}
