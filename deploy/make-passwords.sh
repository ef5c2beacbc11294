#!/bin/sh
# Gives every MySQL user a random password in .env, unless it has one there: `sh deploy/make-passwords.sh`.
set -eu
cd "$(dirname "$0")/.."
umask 077
touch .env
chmod 600 .env
for name in MYSQL_ROOT SNUG_READER \
  SNUG_PROFILE SNUG_PROFILE_MIGRATOR SNUG_AUTH SNUG_AUTH_MIGRATOR \
  SNUG_CHATROOM SNUG_CHATROOM_MIGRATOR SNUG_FILE SNUG_FILE_MIGRATOR
do
  grep -q "^${name}_PASSWORD=." .env && continue
  printf '%s_PASSWORD=%s\n' "$name" "$(head -c 24 /dev/urandom | base64 | tr '+/' '-_')" >>.env
done
