# MySQL's first start sources this after db/init.sql: the users get the passwords that the environment says.
# (Letters, digits, - and _ only, for they are also part of an address.)
for user in snug_{profile,auth,chatroom,file}{,_migrator} snug_reader; do
  variable="${user^^}_PASSWORD"
  docker_process_sql <<<"ALTER USER '$user'@'%' IDENTIFIED BY '${!variable}'"
done
