#!/bin/sh
# Gives each vendor's function a key of its own and prints the URL to paste at the vendor, once: when the key is new.
# azd runs it after each deployment. By hand: `azd hooks run postdeploy`, or with the three variables below set.
# A log is no place for a key: where CI is set, keys are made but not shown.
set -eu

group=${AZURE_RESOURCE_GROUP:?is not set: run this as azd hooks run postdeploy}
app=${FUNCTION_APP_NAME:?is not set: run this as azd hooks run postdeploy}
url=${FUNCTION_APP_URL:?is not set: run this as azd hooks run postdeploy}
wait_seconds=${KEYS_WAIT_SECONDS:-10}
tries=30

keys() {
  verb=$1
  shift
  az functionapp function keys "$verb" --resource-group "$group" --name "$app" --only-show-errors "$@"
}

# The host lists a function some time after its code is there; until then its keys cannot be read or made.
key_of() {
  attempt=1
  until keys list --function-name "$1" --query "$2" --output tsv; do
    if [ "$attempt" -ge "$tries" ]; then
      echo "The keys of $1 cannot be read. Does the app run, and may you manage it (Website Contributor)?" >&2
      return 1
    fi
    attempt=$((attempt + 1))
    sleep "$wait_seconds"
  done
}

ensure_key() {
  function=$1
  name=$2
  route=$3
  key=$(key_of "$function" "$name")
  if [ -n "$key" ]; then
    echo "$name: has its key already. It is shown by: az functionapp function keys list --resource-group $group --name $app --function-name $function"
    return
  fi

  # No value: the host makes a good one.
  keys set --function-name "$function" --key-name "$name" --output none
  if [ -n "${CI:-}" ]; then
    echo "$name: has a key now. It is shown by: az functionapp function keys list --resource-group $group --name $app --function-name $function"
    return
  fi

  key=$(key_of "$function" "$name")
  echo "$name: paste this URL at the vendor; it holds the key, so treat it as a password:"
  echo "  $url/$route?code=$key"
}

ensure_key SmartReachWebhook smartreach api/webhooks/smartreach
ensure_key SmarticoWebhook smartico api/webhooks/smartico
