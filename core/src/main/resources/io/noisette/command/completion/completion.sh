
# Sets 'offer' to the words that may stand at the cursor, after a slash if paths may stand there too.
# Usage: _noisette_find TYPED WORD…, with all words between the program and what is typed.
_noisette_find() {
  local typed=$1 verb=${2:-} option='' given=0 value word
  offer=$_noisette_verbs
  [ "$#" -gt 1 ] || return 0
  shift 2
  for word in "$@"; do
    case $word in
      --*=?*) option=${word%%=*} given=1 ;;
      --*) option=${word%=} given=0 ;;
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
  case $value in
    '') offer=$(_noisette_options "$verb") ;;
    *' '*) offer=${value#* } ;;
    *) offer= ;;
  esac
}
