# Completion of gouji for bash: subcommands, options, and files that fit.

# Names below what was typed that are directories, or with `pdf` PDF files, or with `html` pages, too.
_gouji_files() {
  compopt -o filenames 2>/dev/null  # marks directories, quotes spaces
  local IFS=$'\n'
  COMPREPLY+=($(compgen -d -- "$2"))
  [[ $1 != html ]] || COMPREPLY+=($(compgen -f -X '!*.html' -- "$2"))
  [[ $1 != pdf ]] || COMPREPLY+=($(compgen -f -X '!*.[pP][dD][fF]' -- "$2"))
}

_gouji() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  if [[ $word == = ]]; then
    word=''
  elif [[ $before == = ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W 'ingest merge show review --help --version' -- "$word"))
    return
  fi
  case $before in
    --out | --data | --debug)
      _gouji_files directories "$word"
      return
      ;;
    --export)
      _gouji_files html "$word"
      return
      ;;
    --jobs | --port | --audit | --shard | --dpi | --timeout | --max-* | --reports-per-worker) return ;;
  esac
  local options='' files=''
  case ${COMP_WORDS[1]} in
    ingest)
      options='--out --jobs --tables-only --resume --shard --quiet --dpi --data --timeout --max-cpu
        --max-memory --max-pages --max-pixels --reports-per-worker --help'
      files=pdf
      ;;
    merge) options='--out --quiet --data --help' files=directories ;;
    show) options='--debug --dpi --data --help' files=pdf ;;
    review) options='--port --audit --export --data --help' files=directories ;;
  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
  elif [[ -n $files ]]; then
    _gouji_files "$files" "$word"
  fi
}

complete -F _gouji gouji
