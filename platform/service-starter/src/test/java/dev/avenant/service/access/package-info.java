@org.jspecify.annotations.NullUnmarked
package dev.avenant.service.access;
