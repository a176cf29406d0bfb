// Debian's libsecp256k1: key and point arithmetic, ECDSA with recovery, constant-time Diffie-Hellman.
#pragma once

#include <secp256k1.h>
#include <secp256k1_ecdh.h>
#include <secp256k1_recovery.h>
