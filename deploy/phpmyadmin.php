<?php
// Who reads here needs no password, so it answers under no name but this machine's: a page elsewhere could otherwise
// point its own name at this port (DNS rebinding) and read along.
if (!preg_match('/^(localhost|127\.0\.0\.1)(:\d+)?$/', $_SERVER['HTTP_HOST'] ?? '')) {
    http_response_code(421);
    exit;
}

// Two ways to the database, both through its socket: to look around as snug_reader, at once; and by a log-in form for
// who knows the password of root, whom MySQL lets in by no network.
$socket = ['host' => 'localhost', 'socket' => '/var/run/mysqld/mysqld.sock'];
$reader = ['auth_type' => 'config', 'user' => 'snug_reader', 'password' => getenv('SNUG_READER_PASSWORD')];
$cfg['Servers'] = [
    1 => ['verbose' => 'Snug, to read'] + $reader + $socket,
    2 => ['verbose' => 'Snug, with a password'] + ['auth_type' => 'cookie'] + $socket,
];
$cfg['ServerDefault'] = 1;

// It asks nobody outside, and keeps nothing of its own in the database.
$cfg['VersionCheck'] = false;
$cfg['SendErrorReports'] = 'never';
$cfg['PmaNoRelation_DisableWarning'] = true;
