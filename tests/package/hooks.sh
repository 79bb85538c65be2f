#!/usr/bin/env bash
# SPDX-FileCopyrightText: Gantry contributors
# SPDX-License-Identifier: Apache-2.0
# usage: hooks.sh GANTRYCTL HOOKS
# Runs the example against a sandbox, which ends when this script, and with it its standard input, does.
set -uo pipefail
coproc "$1" sandbox
read -r ready <&"${COPROC[0]}"
[[ $ready =~ \"namesrv\":\"([^\"]+)\" ]] || exit 9
NAMESRV_ADDR=${BASH_REMATCH[1]} "$2" example-a Orders
