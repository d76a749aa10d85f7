create table made (
    id   uuid primary key,
    name text not null
);
