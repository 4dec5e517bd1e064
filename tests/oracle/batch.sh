#!/bin/sh
. "$(dirname -- "$0")/env.sh"
run Batch
