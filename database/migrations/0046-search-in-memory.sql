-- What is searched lies in the memory of the server, made of the data sets themselves.
alter table dataset drop column search_text;
