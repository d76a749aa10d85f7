-- Whether somebody gave the company its name; otherwise it has one that says nothing of its owner. With a default, so that a
-- process of the release before goes on beside this one.
alter table companies add column is_named boolean not null default true;
