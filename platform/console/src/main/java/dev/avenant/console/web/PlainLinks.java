package dev.avenant.console.web;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;

/**
 * Pages link to addresses as they write them. Spring would look in all jars whether a link names a file of theirs, which none does, and
 * that takes a tenth of the time and more in which a page is made.
 */
@Configuration(proxyBeanMethods = false)
class PlainLinks {

    @Bean
    static FilterRegistrationBean<ResourceUrlEncodingFilter> linksOfFiles() {
        FilterRegistrationBean<ResourceUrlEncodingFilter> filter =
                new FilterRegistrationBean<>(new ResourceUrlEncodingFilter());
        filter.setEnabled(false);
        return filter;
    }
}
