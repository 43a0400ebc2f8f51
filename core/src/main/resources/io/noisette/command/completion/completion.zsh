
_noisette() {
  local offer found=1
  local -a before
  before=("${(@Q)words[2,CURRENT-1]}")
  if [[ $PREFIX == --*=* ]]; then
    before+=("${PREFIX%%=*}")
    compset -P '*='
  fi
  _noisette_find "$PREFIX" "${before[@]}"
  if [[ $offer == /* ]]; then
    _files && found=0
    offer=${offer#/}
  fi
  compadd -- ${=offer} && found=0
  return found
}

(( ${+functions[compdef]} )) || { autoload -U compinit && compinit }
compdef _noisette noisette
