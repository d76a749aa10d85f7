-- The notices of a user have positions in the order in which they were committed, so that who follows them misses none. Their
-- times are those of the service's clock, in milliseconds, as all others are.
create table notice_positions (
    user_id uuid primary key references users (id) on delete cascade,
    newest  bigint not null
);

alter table notices add column position bigint;

update notices set position = numbered.position,
                   created_at = date_trunc('milliseconds', created_at),
                   read_at = date_trunc('milliseconds', read_at)
from (select id, row_number() over (partition by user_id order by created_at, id) as position from notices) as numbered
where notices.id = numbered.id;

insert into notice_positions (user_id, newest) select user_id, max(position) from notices group by user_id;

alter table notices
    alter column position set not null,
    alter column created_at drop default,
    add unique (user_id, position);

drop index notices_of_user;
