-- One for each service of stack.yaml that has one. PostgreSQL runs this when it starts with an empty volume, and never again.
create database user_service;
create database job_service;
create database notification_service;
create database search_service;
create database application_service;
create database analytics_service;
