#!/bin/sh
# Certificates of a cluster that lives for a test. Usage: create-certificates.sh DIRECTORY NODE_NAME ADDRESS...
# ADDRESS: at which the API server is reached, beside localhost and its names in the cluster.
set -eu
directory=$1 node=$2
shift 2
mkdir -p "$directory"
chmod 700 "$directory"
cd "$directory"

key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"; }

authority() {
  key "$1"
  openssl req -x509 -new -key "$1.key" -subj "/CN=$1" -days 30 -out "$1.crt" \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign,digitalSignature
}

# certificate NAME AUTHORITY SUBJECT [ALTERNATIVE_NAMES]
certificate() {
  key "$1"
  {
    echo basicConstraints=CA:FALSE
    echo keyUsage=digitalSignature
    echo extendedKeyUsage=clientAuth,serverAuth
    echo "${4:+subjectAltName=$4}"
  } >"$1.ext"
  openssl req -new -key "$1.key" -subj "$3" |
    openssl x509 -req -CA "$2.crt" -CAkey "$2.key" -CAcreateserial -days 30 -extfile "$1.ext" -out "$1.crt" 2>/dev/null
  rm "$1.ext"
}

names=DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local
for address in 127.0.0.1 "$@"; do names=$names,IP:$address; done

authority ca
authority front-proxy-ca
key service-accounts
openssl ec -in service-accounts.key -pubout -out service-accounts.pub 2>/dev/null
certificate apiserver ca /CN=kube-apiserver "$names"
certificate apiserver-to-kubelet ca /O=system:masters/CN=apiserver-to-kubelet
certificate front-proxy front-proxy-ca /CN=front-proxy-client
certificate admin ca /O=system:masters/CN=admin
certificate kube-controller-manager ca /CN=system:kube-controller-manager
certificate kube-scheduler ca /CN=system:kube-scheduler
certificate kube-proxy ca /CN=system:kube-proxy
certificate kubelet ca "/O=system:nodes/CN=system:node:$node" "DNS:$node,IP:127.0.0.1"
