
# Words among WORDS, and paths if WORDS begins with a slash, that start with what is typed.
_noisette_offer() {
  local candidate paths=no words=$1
  case $words in
    / | '/ '*)
      paths=yes
      words=${words#/}
      compopt -o filenames 2>/dev/null # zsh needs no telling
      ;;
  esac
  while IFS= read -r candidate; do
    COMPREPLY+=("$candidate")
  done < <(
    [ "$paths" = no ] || compgen -f -- "$typed"
    compgen -W "$words" -- "$typed"
  )
}

_noisette() {
  local typed=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]} option='' given=0 at value
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    _noisette_offer "$_noisette_verbs"
    return
  fi
  [ "$typed" != = ] || typed=
  for ((at = COMP_CWORD - 1; at > 1; at--)); do
    case ${COMP_WORDS[at]} in
      --*) option=${COMP_WORDS[at]}; break ;;
      =) ;;
      *) given=$((given + 1)) ;;
    esac
  done
  value=$(_noisette_value "$verb $option")
  case "$typed $value $given" in
    -*) value= ;;
    *' one'*' 0' | *' many'*) ;;
    *) value=$(_noisette_value "$verb ") ;; # the option has all its values
  esac
  if [ -n "$value" ]; then
    case $value in
      *' '*) _noisette_offer "${value#* }" ;;
    esac
  else
    _noisette_offer "$(_noisette_options "$verb")"
  fi
}

complete -F _noisette noisette
