@org.jspecify.annotations.NullMarked
package dev.avenant.service.access;
