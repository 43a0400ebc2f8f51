
_noisette() {
  local candidate offer typed=${COMP_WORDS[COMP_CWORD]}
  COMPREPLY=()
  [ "$typed" != = ] || typed=
  _noisette_find "$typed" "${COMP_WORDS[@]:1:COMP_CWORD-1}"
  while IFS= read -r candidate; do
    COMPREPLY+=("$candidate")
  done < <(
    [ "${offer#/}" = "$offer" ] || compgen -f -- "$typed"
    compgen -W "${offer#/}" -- "$typed"
  )
  [ "${offer#/}" = "$offer" ] || compopt -o filenames 2>/dev/null || true
}

complete -F _noisette noisette
