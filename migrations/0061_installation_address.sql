-- Where the web app was last reached: tools of the command line and workers write it into links when PUBLIC_URL is
-- not set.
alter table kernel.instance add column public_url text;
