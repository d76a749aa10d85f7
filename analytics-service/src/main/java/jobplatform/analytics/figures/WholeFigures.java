package jobplatform.analytics.figures;

import org.springframework.stereotype.Component;

/** The figures for whoever asks, which nobody sees before they are whole. */
@Component
public class WholeFigures {

    private final FigureTable figures;
    private final FirstReading reading;

    WholeFigures(FigureTable figures, FirstReading reading) {
        this.figures = figures;
        this.reading = reading;
    }

    /**
     * The figures.
     *
     * @throws FiguresNotWholeException if they do not hold yet what the topics hold
     */
    public FigureTable get() {
        if (!reading.isDone()) {
            throw new FiguresNotWholeException();
        }
        return figures;
    }
}
