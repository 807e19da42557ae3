#!/bin/bash
# Checks this archive with bash, coreutils, sed, grep and openssl alone: files, keys, signatures, checkpoint root.
cd "${1:-.}" && export LC_ALL=C && t=$(mktemp -d) && trap 'rm -r "$t"' EXIT && bad=0 && r=data/record && no() { echo "BAD: $*"; bad=1; }
sum() { sha256sum | cut -c-64; }; hex() { printf "$(sed 's/../\\x&/g' <<<"$1")"; }; pair() { { printf '\1'; hex "$1$2"; } | sum; }
tree() { mapfile -t h; while [ ${#h[@]} -gt 1 ]; do n=(); for ((i = 0; i < ${#h[@]}; i += 2)); do n+=("$([ "${h[i+1]}" ] && pair "${h[i]}" "${h[i+1]}" || echo "${h[i]}")"); done; h=("${n[@]}"); done; echo "${h[0]-$(printf '' | sum)}"; }
sha256sum --quiet -c manifest-sha256.txt tagmanifest-sha256.txt || no files
for k in $r/keys/*.pem; do [ "$(openssl pkey -pubin -in "$k" -outform DER | tail -c 32 | sum)" = "$(basename "$k" .pem)" ] || no "key $k"; done
while IFS=$'\t' read -r id author signature event; do { printf 'chosho-event-1\0'; { printf '\0'; printf %s "$event"; } | openssl dgst -sha256 -binary; } >"$t/m"; base64 -d <<<"$signature" >"$t/s"
  [ "$(tail -c 32 "$t/m" | od -An -vtx1 | tr -d ' \n')" = "$id" ] && openssl pkeyutl -verify -pubin -inkey "$r/keys/$author.pem" -rawin -in "$t/m" -sigfile "$t/s" >/dev/null || no "event $id"; done < <(paste $r/signatures.tsv $r/events.jsonl)
cut -f1 $r/signatures.tsv | sort -u >"$t/e"; grep -o '"sha256":"[0-9a-f]\{64\}"' $r/events.jsonl | cut -c11-74 | sort -u | while read -r d; do { printf '\0'; hex "$d"; } | sum; done | sort >"$t/o"
root=$({ printf 'chosho-checkpoint-1\0%d\n%d\n' $(wc -l <"$t/e") $(wc -l <"$t/o"); hex "$(tree <"$t/e")$(tree <"$t/o")"; } | sum); grep -q "\"root\": \"$root\"" $r/checkpoint.json || no "checkpoint $root"
echo "checkpoint root: $root"; [ $bad = 0 ] && echo "The archive is as it was made." || exit 1
