# bash completion for selforg. Written by `selforg describe completion-bash`; not to be edited by hand.
_selforg() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} options= words= pattern= value=
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        COMPREPLY=($(compgen -W "--help --version run resume check view serve trace whatif verify rerun sweep collect analyze reproduce describe" -- "$word"))
        return
    fi
    case ${COMP_WORDS[1]} in
    run)
        options="--help --out --seed --steps --until --set --threads --force --checkpoint --max-time --verify --progress --watch --quiet --json"
        pattern='*.yaml'
        [[ $before == --progress ]] && value="auto bar lines none"
        ;;
    resume)
        options="--help --threads --checkpoint --force --max-time --progress --quiet"
        pattern='*.part'
        [[ $before == --progress ]] && value="auto bar lines none"
        ;;
    check)
        options="--help --seed --steps --set --threads"
        pattern='*.yaml'
        ;;
    view)
        options="--help --out --seed --steps --set --page --force --quiet"
        pattern='*.yaml'
        ;;
    serve)
        options="--help --address --port --page"
        pattern='*.yaml'
        ;;
    trace)
        options="--help --practice --agent --depth --width --out --json"
        pattern='*.h5'
        ;;
    whatif)
        options="--help --without --practice --credit --shapley --threads --progress --json"
        pattern='*.h5'
        [[ $before == --progress ]] && value="auto bar lines none"
        ;;
    verify)
        options="--help --quiet --json"
        pattern='*.h5'
        ;;
    rerun)
        options="--help --threads --verify --progress --quiet"
        pattern='*.h5'
        [[ $before == --progress ]] && value="auto bar lines none"
        ;;
    sweep)
        options="--help --out --dry-run --csv --resume --replicates --retry-failed --shard --results --jobs --slurm --progress --quiet"
        pattern='*.yaml'
        [[ $before == --progress ]] && value="auto bar lines none"
        ;;
    collect)
        options="--help --quiet"
        pattern='*/'
        ;;
    analyze)
        options="--help --outcome --level --half-width --bootstrap --bootstrap-seed --out --csv --json"
        pattern='*.h5'
        ;;
    reproduce)
        options="--help --scenarios --quick --jobs --json --csv"
        pattern='*.yaml'
        ;;
    describe)
        options="--help --scenario --markdown --set"
        words="parameters study observables events rules channels schema odd man completion-bash completion-zsh"
        ;;
    esac
    if [[ $value ]]; then
        COMPREPLY=($(compgen -W "$value" -- "$word"))
    elif [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$word"))
    elif [[ $words ]]; then
        COMPREPLY=($(compgen -W "$words" -- "$word"))
    elif [[ $pattern ]]; then
        local IFS=$'\n'
        COMPREPLY=($(compgen -f -X "!$pattern" -- "$word") $(compgen -d -S / -- "$word"))
        [[ ${COMPREPLY[0]-} == */ ]] && compopt -o nospace
    fi
}
complete -o filenames -F _selforg selforg
