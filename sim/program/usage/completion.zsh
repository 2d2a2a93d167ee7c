#compdef selforg
# zsh completion for selforg. Written by `selforg describe completion-zsh`; not to be edited by hand.
_selforg() {
    if ((CURRENT == 2)); then
        local -a commands=(
            'run:Runs a scenario and writes one result file'
            'resume:Goes on with a run that was stopped or killed; the result is the same as if it had not been'
            'check:Reads and checks a scenario, and estimates what a run of it costs'
            'view:Makes a page of a scenario, or of a run that was made\: it runs in any browser, without this program'
            'serve:Serves the page for classrooms to the tablets in the room, until Ctrl-C'
            'trace:Shows who learned it from whom\: the tree of a practice, or of one agent'
            'whatif:Runs a result again without somebody or something\: who would not have learned it, and how much later'
            'verify:Checks a result file\: digests, completeness and every invariant of the lineage'
            'rerun:Runs again what a result file holds, and compares digests'
            'sweep:Runs a study\: every configuration and every replicate, on all cores'
            'collect:Makes one file, DIR/study.h5, from the runs of a study'
            'analyze:Shows what came out of a study\: means, differences and indices with intervals, and replicates needed'
            'reproduce:Runs models of the literature that are special cases, and compares with what they say'
            'describe:Prints what there is\: parameters, observables, events, the schema, this manual'
        )
        _describe command commands
        _arguments '--help[Shows the commands]' '--version[Says which program this is]'
        return
    fi
    local command=$words[2]
    shift words
    ((CURRENT--))
    case $command in
        run)
        _arguments \
            '--help[Says more about run]' \
            '--out=[The result file; else the scenario'\''s name with .h5, in this folder]:FILE:_files' \
            '-o[The result file; else the scenario'\''s name with .h5, in this folder]:FILE:_files' \
            '--seed=[Seed, in place of the scenario'\''s]:N:' \
            '--steps=[Steps, in place of the scenario'\''s]:N:' \
            '--until=[Ends the run early, as '\''adopters >= 900'\'' or '\''quality_mean steady 52 0.01'\'']:RULE:' \
            '*--set=[Sets one parameter; SECTION={} puts a section in, SECTION=absent takes it out; may be given many times]:SECTION.KEY=VALUE:' \
            '--threads=[Threads; else all cores. The result is the same for any number]:N:' \
            '--force[Replaces the result file if it exists]' \
            '--checkpoint=[Time between checkpoints, from which `selforg resume` can go on; else 300]:SECONDS:' \
            '--max-time=[Time after which the run stops with a checkpoint]:SECONDS:' \
            '--verify[Checks every invariant after every step (slow)]' \
            '--progress=[How progress is shown]:WORD:(auto bar lines none)' \
            '--watch[Draws the run on the terminal while it goes on; elsewhere progress is shown as else]' \
            '--quiet[Prints nothing but errors]' \
            '--json[Prints the summary as one JSON object]' \
            '1:SCENARIO:_files -g "*.yaml"'
        ;;
        resume)
        _arguments \
            '--help[Says more about resume]' \
            '--threads=[Threads; else all cores. The result is the same for any number]:N:' \
            '--checkpoint=[Time between checkpoints; else 300]:SECONDS:' \
            '--force[Replaces a result file that is complete, as the run that was stopped would have]' \
            '--max-time=[Time after which the run stops with a checkpoint]:SECONDS:' \
            '--progress=[How progress is shown]:WORD:(auto bar lines none)' \
            '--quiet[Prints nothing but errors]' \
            '1:FILE.h5:_files -g "*.part"'
        ;;
        check)
        _arguments \
            '--help[Says more about check]' \
            '--seed=[Seed, in place of the scenario'\''s]:N:' \
            '--steps=[Steps, in place of the scenario'\''s]:N:' \
            '*--set=[Sets one parameter; SECTION={} puts a section in, SECTION=absent takes it out; may be given many times]:SECTION.KEY=VALUE:' \
            '--threads=[Threads that the run would use; else all cores]:N:' \
            '1:SCENARIO:_files -g "*.yaml"'
        ;;
        view)
        _arguments \
            '--help[Says more about view]' \
            '--out=[The page; else the scenario'\''s name with .html, in this folder. With - to standard output]:FILE:_files' \
            '-o[The page; else the scenario'\''s name with .html, in this folder. With - to standard output]:FILE:_files' \
            '--seed=[Seed, in place of the scenario'\''s]:N:' \
            '--steps=[Steps, in place of the scenario'\''s]:N:' \
            '*--set=[Sets one parameter; SECTION={} puts a section in, SECTION=absent takes it out; may be given many times]:SECTION.KEY=VALUE:' \
            '--page=[The page for classrooms that it is made from; else the one that came with selforg]:FILE:_files' \
            '--force[Replaces the page if it exists]' \
            '--quiet[Prints nothing but errors]' \
            '1:SCENARIO:_files -g "*.yaml"'
        ;;
        serve)
        _arguments \
            '--help[Says more about serve]' \
            '--address=[One IPv4 address of this machine to serve at; else all of them]:ADDRESS:' \
            '--port=[The port; else 8080]:N:' \
            '--page=[The page to serve; else the one that came with selforg]:FILE:_files' \
            '1::[SCENARIO]:_files -g "*.yaml"'
        ;;
        trace)
        _arguments \
            '--help[Says more about trace]' \
            '--practice=[The practice, by number or name; else the one that most use in the end]:PRACTICE:' \
            '--agent=[The agent, by number or by the id in the network'\''s file (number\:12, id\:12 where both are numbers)\: how it came to what it uses]:AGENT:' \
            '--depth=[Levels shown; else all]:N:' \
            '--width=[Learners shown under one source; else all]:N:' \
            '--out=[Where the tree goes; else, or with -, to standard output]:FILE:_files' \
            '-o[Where the tree goes; else, or with -, to standard output]:FILE:_files' \
            '--json[Prints JSON]' \
            '1:FILE.h5:_files -g "*.h5"'
        ;;
        whatif)
        _arguments \
            '--help[Says more about whatif]' \
            '*--without=[What is left out\: agent\:12, tie\:3-7, project\:5, community\:1 or practice\:8, by number or by the name that it has; may be given many times]:WHAT:' \
            '--practice=[Shows everybody concerned by one practice, by number or name; with --credit that practice, else the one that most use in the end]:PRACTICE:' \
            '--credit[Shows what a practice owes to each of its founders\: ancestry, and how many learn it without that one]' \
            '--shapley=[With --credit\: Shapley values of the N founders of most ancestry, in two to the power N runs]:N:' \
            '--threads=[Threads; else all cores. The result is the same for any number]:N:' \
            '--progress=[How progress is shown]:WORD:(auto bar lines none)' \
            '--json[Prints JSON, with everybody concerned]' \
            '1:FILE.h5:_files -g "*.h5"'
        ;;
        verify)
        _arguments \
            '--help[Says more about verify]' \
            '--quiet[Prints nothing but errors]' \
            '--json[Prints the findings as JSON]' \
            '1:FILE.h5:_files -g "*.h5"'
        ;;
        rerun)
        _arguments \
            '--help[Says more about rerun]' \
            '--threads=[Threads; else all cores. The result is the same for any number]:N:' \
            '--verify[Checks every invariant after every step (slow)]' \
            '--progress=[How progress is shown]:WORD:(auto bar lines none)' \
            '--quiet[Prints nothing but errors]' \
            '1:FILE.h5:_files -g "*.h5"'
        ;;
        sweep)
        _arguments \
            '--help[Says more about sweep]' \
            '--out=[The study'\''s folder; else the study'\''s name without .yaml, in this folder]:DIR:' \
            '-o[The study'\''s folder; else the study'\''s name without .yaml, in this folder]:DIR:' \
            '--dry-run[Checks the study, says what it costs and shows its configurations; runs nothing]' \
            '--csv[With --dry-run\: prints the configurations as comma-separated values, and no more]' \
            '--resume[Goes on in a folder that is there; what is done stays done]' \
            '--replicates=[Replicates, in place of the study'\''s; +N\: so many more than the folder has]:N:' \
            '--retry-failed[Runs again what failed, in a folder that is there]' \
            '--shard=[Does the I-th of N parts; several machines may work in one folder]:I/N:' \
            '--results[Writes a full result file of each run too]' \
            '--jobs=[Runs at a time; else as many as there are cores (under mpirun\: 1 a rank)]:N:' \
            '-j[Runs at a time; else as many as there are cores (under mpirun\: 1 a rank)]:N:' \
            '--slurm=[Prints a Slurm script that does the study by N tasks of an array; runs nothing]:N:' \
            '--progress=[How progress is shown]:WORD:(auto bar lines none)' \
            '--quiet[Prints nothing but errors]' \
            '1:STUDY:_files -g "*.yaml"'
        ;;
        collect)
        _arguments \
            '--help[Says more about collect]' \
            '--quiet[Prints nothing but errors]' \
            '1:DIR:_files -g "*/"'
        ;;
        analyze)
        _arguments \
            '--help[Says more about analyze]' \
            '--outcome=[One outcome; else all]:NAME:' \
            '--level=[Level of the intervals; else 0.95]:SHARE:' \
            '--half-width=[Tells the replicates needed for intervals of X, or X%, to each side]:X:' \
            '--bootstrap=[Resamples for the intervals of indices; else 1000]:N:' \
            '--bootstrap-seed=[Seed of the resampling; else 1]:N:' \
            '--out=[Where the tables go; else, or with -, to standard output]:FILE:_files' \
            '-o[Where the tables go; else, or with -, to standard output]:FILE:_files' \
            '--csv[Prints comma-separated values]' \
            '--json[Prints JSON]' \
            '1:STUDY.h5:_files -g "*.h5"'
        ;;
        reproduce)
        _arguments \
            '--help[Says more about reproduce]' \
            '--scenarios=[Where the folder replications is; else with the scenarios that came with selforg]:FOLDER:' \
            '--quick[Runs fewer replicates, and leaves out what takes long all the same]' \
            '--jobs=[Processes that run at once; else as many as there are cores]:N:' \
            '-j[Processes that run at once; else as many as there are cores]:N:' \
            '--json[Prints JSON]' \
            '--csv[Prints CSV]' \
            '1::[NAME]:_files -g "*.yaml"'
        ;;
        describe)
        _arguments \
            '--help[Says more about describe]' \
            '--scenario=[With odd\: the scenario file (YAML). With parameters\: one section or key. --scenario may be left out]:SCENARIO:' \
            '--markdown[Prints tables as Markdown]' \
            '*--set=[With odd\: sets one parameter; may be given many times]:SECTION.KEY=VALUE:' \
            '1:TOPIC:(parameters study observables events rules channels schema odd man completion-bash completion-zsh)'
        ;;
    esac
}
_selforg "$@"
