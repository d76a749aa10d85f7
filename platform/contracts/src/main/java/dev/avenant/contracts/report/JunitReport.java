package dev.avenant.contracts.report;

import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.text.Printable;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The report as JUnit XML: one test case a contract, with all that is found in it, and one for each
 * file beside them with a finding. The format is that
 * of Surefire's {@code surefire-test-report.xsd}, which build servers read.
 */
public final class JunitReport {
    private final XMLStreamWriter xml;

    private JunitReport(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** The whole report as one document. */
    public static String of(GateReport report) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter writer = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            new JunitReport(writer).document(report);
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text in memory cannot fail", e);
        }
        return text.append('\n').toString();
    }

    private void document(GateReport report) throws XMLStreamException {
        Map<String, List<GateFinding>> cases = new TreeMap<>();
        report.contracts().forEach(contract -> cases.put(contract, new ArrayList<>()));
        for (GateFinding finding : report.findings()) {
            for (String contract : finding.contracts()) {
                cases.computeIfAbsent(contract, name -> new ArrayList<>()).add(finding);
            }
        }
        long failed = cases.values().stream()
                .filter(findings -> findings.stream().anyMatch(GateFinding::isFailure))
                .count();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "avenant check");
        xml.writeAttribute("tests", String.valueOf(cases.size()));
        xml.writeAttribute("failures", String.valueOf(failed));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", "0");
        xml.writeAttribute("time", "0");
        for (Map.Entry<String, List<GateFinding>> entry : cases.entrySet()) {
            testCase(entry.getKey(), entry.getValue());
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void testCase(String contract, List<GateFinding> findings) throws XMLStreamException {
        int slash = contract.indexOf('/');
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", legal(slash < 0 ? "contracts" : contract.substring(0, slash)));
        xml.writeAttribute("name", legal(contract.substring(slash + 1)));
        xml.writeAttribute("time", "0");
        StringBuilder notes = new StringBuilder();
        for (GateFinding finding : findings) {
            String text = legal(TextReport.allOf(List.of(finding), false));
            if (finding.isFailure()) {
                xml.writeStartElement("failure");
                xml.writeAttribute("message", legal(finding.location() + ": " + Printable.line(finding.message())));
                xml.writeAttribute("type", legal(finding.ruleId()));
                xml.writeCharacters(text);
                xml.writeEndElement();
            } else {
                notes.append(text);
            }
        }
        if (notes.length() > 0) {
            xml.writeStartElement("system-out");
            xml.writeCharacters(notes.toString());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** The text without what XML 1.0 cannot hold. */
    private static String legal(String text) {
        StringBuilder legal = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean allowed = c == '\n'
                    || c == '\t'
                    || (c >= 0x20 && c <= 0xD7FF)
                    || (c >= 0xE000 && c <= 0xFFFD)
                    || c >= 0x10000;
            legal.appendCodePoint(allowed ? c : '?');
        });
        return legal.toString();
    }
}
