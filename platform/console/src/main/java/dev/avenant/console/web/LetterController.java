package dev.avenant.console.web;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.access.Access;
import dev.avenant.console.deadletters.DeadLetters;
import dev.avenant.console.registry.RegistryAwayException;
import dev.avenant.console.registry.RejectedQuestionException;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.letters.LetterTarget;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The page that explains one letter. What the registry would add is left out while it is away. */
@Controller
class LetterController {

    private final DeadLetters deadLetters;
    private final Access access;

    LetterController(DeadLetters deadLetters, Access access) {
        this.deadLetters = deadLetters;
        this.access = access;
    }

    @GetMapping("/dead-letters/{topic}/{partition:[0-9]{1,9}}/{offset:[0-9]{1,18}}")
    String page(@PathVariable String topic, @PathVariable int partition, @PathVariable long offset, Model model) {
        DeadLetterController.requireTopic(topic, deadLetters);
        DeadLetters.Found found = found(topic, partition, offset, LetterTarget.OWN_GROUP, deadLetters);
        model.addAttribute("topic", topic);
        model.addAttribute("address", TopicAddress.ofLetters(topic));
        model.addAttribute("letter", new LetterView(topic, found));
        model.addAttribute("actions", access.actsOn(topic));
        model.addAttribute("own", DeadLetterTopic.isName(topic));
        model.addAttribute("registry", Reachability.ANSWERED);
        if (found.letter().deadLetter().parts().isEmpty()) {
            try {
                model.addAttribute(
                        "bytes",
                        new BytesView(
                                deadLetters.explain(found.letter()),
                                found.letter().record().value(),
                                access.isPersonalDataMasked(topic)));
            } catch (RegistryAwayException | RejectedQuestionException | OperationException away) {
                model.addAttribute("registry", Reachability.away(away));
            } catch (AccessRefusedException refused) {
                model.addAttribute("registry", Reachability.refused(refused));
            }
        }
        return "dead-letter";
    }

    static DeadLetters.Found found(
            String topic, int partition, long offset, LetterTarget target, DeadLetters deadLetters) {
        return deadLetters
                .at(topic, partition, offset, target)
                .orElseThrow(() -> new NothingHereException("problem.no-letter", topic, partition + ":" + offset));
    }
}
