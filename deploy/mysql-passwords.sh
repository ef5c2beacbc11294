#!/bin/bash
# MySQL's first start runs this after db/init.sql: the users get the passwords that the environment says.
# (Letters, digits, - and _ only, for they are also part of an address.)
for user in snug_{profile,auth,chatroom,file}{,_migrator} snug_reader; do
  password="${user^^}_PASSWORD"
  echo "ALTER USER '$user'@'%' IDENTIFIED BY '${!password}';"
done | MYSQL_PWD=$MYSQL_ROOT_PASSWORD mysql --user=root
