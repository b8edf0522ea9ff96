<?php
/* The marked block of the header, taken by PHP FFI as it is, and the module called with it:
 * php bind_php.php HEADER MODULE */
[, $header, $module] = $argv;
$marks = '~/\* pms_plugin: declarations begin \*/(.*)/\* pms_plugin: declarations end \*/~s';
if (!preg_match($marks, file_get_contents($header), $found)) {
	exit("no marked block\n");
}
$pms = FFI::cdef($found[1], $module);

function expect(bool $true, string $what): void
{
	if (!$true) {
		echo "php: $what\n";
		exit(1);
	}
}

function take(FFI $pms, FFI\CData $reply): array
{
	$len = $pms->new('size_t');
	$text = $pms->pms_reply_text($reply, FFI::addr($len));
	expect(strlen($text) === $len->cdata, 'a reply has another length than it says');
	$pms->pms_reply_free($reply);
	return json_decode($text, true, 32, JSON_THROW_ON_ERROR);
}

expect($pms->pms_plugin_abi() >> 16 === $pms->PMS_ABI_MAJOR, 'another ABI');
expect($pms->PMS_OK === 0 && $pms->PMS_E_INTERNAL === -7, 'statuses are numbered otherwise');
expect($pms->PMS_LOG_DEBUG === 3, 'log levels are numbered otherwise');
expect(FFI::sizeof($pms->new('struct pms_host')) === 3 * PHP_INT_SIZE, 'pms_host has another size');
$about = json_decode($pms->pms_plugin_describe(), true, 32, JSON_THROW_ON_ERROR);
expect($about['name'] === 'stammgast', 'the description has no name');

$plugin = $pms->new('struct pms_plugin *');
$reply = $pms->new('struct pms_reply *');
$config = '{"database":{"socket":"/nonexistent/mysqld.sock","user":"nobody","name":"away"}}';
$status = $pms->pms_plugin_open($config, strlen($config), null, FFI::addr($plugin), FFI::addr($reply));
$said = take($pms, $reply);
expect($status === $pms->PMS_OK, 'open: ' . json_encode($said));
$status = $pms->pms_plugin_call($plugin, '{', 1, FFI::addr($reply));
expect($status === $pms->PMS_E_INVALID, 'a broken document is not refused');
$error = take($pms, $reply)['error'];
expect($error['retryable'] === false && $error['code'] !== '', 'an error without its members');
$pms->pms_plugin_close($plugin);
echo "php: bound\n";
