/**
 * What the tests of every service have alike: the parts that a service needs, started for real, the topics as another
 * client of Kafka sees them, and input that nobody should send; start at
 * {@link dev.avenant.service.testing.Surroundings}.
 */
@NullMarked
package dev.avenant.service.testing;

import org.jspecify.annotations.NullMarked;
