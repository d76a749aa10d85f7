package com.example.orders;

import com.example.orders.events.OrderPlaced;
import dev.avenant.messaging.OutboundEvent;
import dev.avenant.messaging.Outbox;
import dev.avenant.messaging.Publication;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A service of somebody else, who has the modules as libraries: takes orders over HTTP and publishes them. */
@SpringBootApplication
public class OrderService {

    static final String TOPIC = "order-events";

    public static void main(String[] arguments) {
        SpringApplication.run(OrderService.class, arguments);
    }

    @Bean
    Publication orders() {
        return Publication.to(TOPIC).of(OrderPlaced.class);
    }

    record NewOrder(UUID orderId, int quantity) {}

    @RestController
    static class Orders {

        private final Outbox outbox;

        Orders(Outbox outbox) {
            this.outbox = outbox;
        }

        @Transactional
        @PostMapping("/orders")
        @ResponseStatus(HttpStatus.CREATED)
        public void place(@RequestBody NewOrder order) {
            UUID id = order.orderId() == null ? UUID.randomUUID() : order.orderId();
            outbox.append(new OutboundEvent(TOPIC, id.toString(), new OrderPlaced(id, order.quantity())));
        }
    }
}
