#!/bin/sh
# Prepares an object store: its buckets and, in MinIO, the users that reach them. May run again, and twice at once: it
# changes only what is not yet as it should be, and deletes nothing but what a bucket with `purge` holds.
#
# usage: prepare-store.sh DIRECTORY, which holds buckets.txt, users.txt and the secret key of each user in users/<name>
#
# The image has little beside mc, so this needs the shell, date and sleep only. No secret is an argument of a program.
set -eu
setup=$1

# The lifecycle rule of this program. A bucket may have others, which it leaves alone.
rule=semantic-explorer-expiry
newline='
'

say() { printf '%s\n' "$*"; }
fail() {
  say "$@" >&2
  exit 1
}

# Runs mc. Its answer, in JSON, is in $answer, also when it fails.
try() { answer=$(mc --json "$@" 2>&1 </dev/null); }
# The same with a text, or a secret, on its standard input.
try_with() {
  input=$1
  shift
  answer=$(printf '%s\n' "$input" | mc --json "$@" 2>&1)
}
must() { try "$@" || fail "mc $* failed: $answer"; }
# Whether the answer holds one of some words between quotes, such as the code of an error.
answered() {
  for word in "$@"; do
    case $answer in *"\"$word\""*) return 0 ;; esac
  done
  return 1
}

log_in() {
  path=on
  [ "$STORE_PATH_STYLE" = true ] || path=off
  # mc speaks to nobody yet. What it says when it fails may repeat the keys.
  try_with "$STORE_ACCESS_KEY$newline$STORE_SECRET_KEY" alias set store "$STORE_URL" --api S3v4 --path "$path" ||
    fail 'The login has a wrong form: an access key has 3 characters at least, a secret key 8.'
}

# Lists a folder that nobody has: the right of the API is enough for it, and the answer is short.
find_bucket() { try ls "store/$1/semantic-explorer-init/"; }

# Tries a command until the store answers, be it with a refusal.
wait_until_answered() {
  end=$(($(date +%s) + WAIT_SECONDS))
  waiting=false
  until "$@" || { answered Code && ! answered XMinioServerNotInitialized ServiceUnavailable SlowDown; }; do
    [ "$(date +%s)" -lt "$end" ] || fail "$STORE_URL did not answer within $WAIT_SECONDS seconds: $answer"
    [ "$waiting" = true ] || say "Waiting for $STORE_URL."
    waiting=true
    sleep 1
  done
}

make_bucket() { # name objectLock
  find_bucket "$1" && return
  answered NoSuchBucket || fail "The bucket $1 cannot be looked at: $answer"
  lock=
  [ "$2" = false ] || lock=--with-lock
  if try mb --region "$STORE_REGION" $lock "store/$1"; then
    say "Made the bucket $1."
  else
    # Another one has made it at the same moment.
    answered BucketAlreadyOwnedByYou BucketAlreadyExists || fail "The bucket $1 cannot be made: $answer"
  fi
}

check_lock() { # name
  try retention info --default "store/$1" && answered Enabled ||
    fail "The bucket $1 is there without object lock, which only a new bucket can get. Use another name."
}

keep_versions() { # name
  must version info "store/$1"
  answered Enabled && return
  must version enable "store/$1"
  say "The bucket $1 keeps versions now."
}

expire_after() { # name days
  wanted="{\"ID\":\"$rule\",\"Status\":\"Enabled\",\"Filter\":{\"Prefix\":\"\"},\"Expiration\":{\"Days\":$2},\"NoncurrentVersionExpiration\":{\"NoncurrentDays\":$2}}"
  if try ilm rule export "store/$1"; then
    if answered "$rule"; then
      must ilm rule edit --id "$rule" --expire-days "$2" --noncurrent-expire-days "$2" "store/$1"
      return
    fi
    rules=$(mc ilm rule export "store/$1") || fail "The lifecycle rules of the bucket $1 cannot be read."
    rules="${rules%]*},$wanted]}"
  else
    answered NoSuchLifecycleConfiguration || fail "The lifecycle rules of the bucket $1 cannot be read: $answer"
    rules="{\"Rules\":[$wanted]}"
  fi
  try_with "$rules" ilm rule import "store/$1" || fail "The bucket $1 takes no lifecycle rule: $answer"
  say "Objects in the bucket $1 expire after $2 days now."
}

never_expire() { # name
  if try ilm rule export "store/$1"; then
    answered "$rule" || return 0
    must ilm rule rm --id "$rule" "store/$1"
    say "Objects in the bucket $1 do not expire any more."
  else
    # Who may not see the rules has made none.
    answered NoSuchLifecycleConfiguration AccessDenied || fail "The lifecycle rules of the bucket $1 cannot be read: $answer"
  fi
}

allow_anybody() { # name download|upload|public|none
  if ! try anonymous get "store/$1"; then
    [ "$2" = none ] && answered AccessDenied && return
    fail "The policy of the bucket $1 cannot be read: $answer"
  fi
  if [ "$2" = none ]; then
    # Nobody, or a policy that this program cannot have made.
    ! answered private custom || return 0
    must anonymous set private "store/$1"
  else
    ! answered "$2" || return 0
    must anonymous set "$2" "store/$1"
  fi
  say "Without a login the bucket $1 allows now: $2."
}

limit() { # name size
  must quota info "store/$1"
  if [ "$2" != none ]; then
    must quota set "store/$1" --size "$2"
  elif answered quota; then
    must quota clear "store/$1"
    say "The bucket $1 has no quota any more."
  fi
}

purge() { # name
  must rm --recursive --force --versions "store/$1"
  say "Deleted all objects of the bucket $1, as its \`purge\` says."
}

prepare_bucket() { # name objectLock versioning lifecycleDays quota policy purge
  make_bucket "$1" "$2"
  [ "$2" = false ] || check_lock "$1"
  [ "$3" = false ] || keep_versions "$1"
  if [ "$4" = 0 ]; then never_expire "$1"; else expire_after "$1" "$4"; fi
  [ "$STORE_KIND" = s3 ] || limit "$1" "$5"
  allow_anybody "$1" "$6"
  [ "$7" = false ] || purge "$1"
}

# A policy in JSON that allows what a program does with objects, in some buckets and nowhere else.
policy_for() { # readWrite|readOnly bucket…
  actions='"s3:GetObject","s3:GetObjectVersion","s3:GetObjectTagging"'
  [ "$1" = readOnly ] ||
    actions="$actions,\"s3:PutObject\",\"s3:PutObjectTagging\",\"s3:DeleteObject\",\"s3:AbortMultipartUpload\",\"s3:ListMultipartUploadParts\""
  shift
  buckets=
  objects=
  for each in "$@"; do
    buckets="$buckets${buckets:+,}\"arn:aws:s3:::$each\""
    objects="$objects${objects:+,}\"arn:aws:s3:::$each/*\""
  done
  policy="{\"Version\":\"2012-10-17\",\"Statement\":[
    {\"Effect\":\"Allow\",\"Action\":[\"s3:GetBucketLocation\",\"s3:ListBucket\",\"s3:ListBucketVersions\",\"s3:ListBucketMultipartUploads\"],\"Resource\":[$buckets]},
    {\"Effect\":\"Allow\",\"Action\":[$actions],\"Resource\":[$objects]}]}"
}

prepare_user() { # name access-key secret-key readWrite|readOnly bucket…
  owner=$1 access_key=$2 secret_key=$3
  shift 3
  [ "$access_key" != "$STORE_ACCESS_KEY" ] ||
    fail "The access key of $owner is that of the administrator. Give it one of its own."
  policy_for "$@"
  try_with "$policy" admin policy create store "$POLICY_PREFIX-$owner" /dev/stdin ||
    fail "The policy of $owner cannot be made: $answer"
  # mc repeats the keys when it succeeds, not when it fails.
  try_with "$access_key$newline$secret_key" admin user add store || fail "The user of $owner cannot be made: $answer"
  must admin policy attach store "$POLICY_PREFIX-$owner" --user "$access_key"
  shift
  say "The access key of $owner reaches these buckets: $*."
}

prepare_buckets() {
  names=
  # Not from the standard input, which mc would read.
  while read -r name lock versioning days quota policy purge <&3; do
    [ "$name" != '#' ] || continue
    prepare_bucket "$name" "$lock" "$versioning" "$days" "$quota" "$policy" "$purge"
    names="$names $name"
  done 3<"$setup/buckets.txt"
}

# The rows of one user follow each other.
prepare_users() {
  user= grants=
  while read -r name access bucket <&3; do
    [ "$name" != '#' ] || continue
    if [ "$name" != "$user" ]; then
      prepare_listed_user
      user=$name grants=$access
    fi
    grants="$grants $bucket"
  done 3<"$setup/users.txt"
  prepare_listed_user
}

prepare_listed_user() {
  [ -n "$user" ] || return 0
  secret_key=
  IFS= read -r secret_key <"$setup/users/$user" || [ -n "$secret_key" ] || fail "The secret key of $user is empty."
  # Names of buckets have no blanks.
  # shellcheck disable=SC2086
  prepare_user "$user" "$user" "$secret_key" $grants
}

log_in
if [ "$STORE_KIND" = minio ]; then
  wait_until_answered try admin user list store
  must admin user list store
else
  wait_until_answered try ls store
fi
prepare_buckets
if [ "$STORE_KIND" = minio ]; then
  # shellcheck disable=SC2086
  prepare_user application "$APPLICATION_ACCESS_KEY" "$APPLICATION_SECRET_KEY" readWrite $names
  prepare_users
fi
say 'The object store is prepared.'
