#!/usr/bin/env bash
# Python with what people load a release with (requirements.txt), in an environment that is made once:
#   test/clients/python.sh test/clients/check-release.py out/publisher/data-set@1.0.0
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$here/../../node_modules/.cache/clients-python
wanted=$(sha256sum < "$here/requirements.txt")
if [ "$(cat "$folder/made-of" 2> /dev/null)" != "$wanted" ]; then
  python3 -m venv --clear "$folder" >&2
  "$folder/bin/pip" install --quiet --requirement "$here/requirements.txt" >&2
  echo "$wanted" > "$folder/made-of"
fi
exec "$folder/bin/python" "$@"
