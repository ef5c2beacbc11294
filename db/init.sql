-- Where every house begins: a database and two users per service, and one reader.
-- MySQL's first start runs this file; so does the launcher, with random passwords in place of the 'development-…'
-- ones, which a production start refuses. Running it again changes nothing.
--
-- A service works as snug_NAME, which can touch rows but no tables, and reaches no other database. Its migrations run
-- as snug_NAME_migrator, at start only. snug_reader sees the tables and views that the migrations grant it.
-- (In a grant, "_" stands for any character unless it is escaped.)
SET NAMES utf8mb4;

CREATE DATABASE IF NOT EXISTS snug_profile CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE USER IF NOT EXISTS 'snug_profile'@'%' IDENTIFIED BY 'development-snug_profile';
CREATE USER IF NOT EXISTS 'snug_profile_migrator'@'%' IDENTIFIED BY 'development-snug_profile_migrator';
GRANT SELECT, INSERT, UPDATE, DELETE ON `snug\_profile`.* TO 'snug_profile'@'%';
GRANT ALL PRIVILEGES ON `snug\_profile`.* TO 'snug_profile_migrator'@'%' WITH GRANT OPTION;

CREATE DATABASE IF NOT EXISTS snug_auth CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE USER IF NOT EXISTS 'snug_auth'@'%' IDENTIFIED BY 'development-snug_auth';
CREATE USER IF NOT EXISTS 'snug_auth_migrator'@'%' IDENTIFIED BY 'development-snug_auth_migrator';
GRANT SELECT, INSERT, UPDATE, DELETE ON `snug\_auth`.* TO 'snug_auth'@'%';
GRANT ALL PRIVILEGES ON `snug\_auth`.* TO 'snug_auth_migrator'@'%' WITH GRANT OPTION;

CREATE DATABASE IF NOT EXISTS snug_chatroom CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE USER IF NOT EXISTS 'snug_chatroom'@'%' IDENTIFIED BY 'development-snug_chatroom';
CREATE USER IF NOT EXISTS 'snug_chatroom_migrator'@'%' IDENTIFIED BY 'development-snug_chatroom_migrator';
GRANT SELECT, INSERT, UPDATE, DELETE ON `snug\_chatroom`.* TO 'snug_chatroom'@'%';
GRANT ALL PRIVILEGES ON `snug\_chatroom`.* TO 'snug_chatroom_migrator'@'%' WITH GRANT OPTION;

CREATE DATABASE IF NOT EXISTS snug_file CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE USER IF NOT EXISTS 'snug_file'@'%' IDENTIFIED BY 'development-snug_file';
CREATE USER IF NOT EXISTS 'snug_file_migrator'@'%' IDENTIFIED BY 'development-snug_file_migrator';
GRANT SELECT, INSERT, UPDATE, DELETE ON `snug\_file`.* TO 'snug_file'@'%';
GRANT ALL PRIVILEGES ON `snug\_file`.* TO 'snug_file_migrator'@'%' WITH GRANT OPTION;

CREATE USER IF NOT EXISTS 'snug_reader'@'%' IDENTIFIED BY 'development-snug_reader';
