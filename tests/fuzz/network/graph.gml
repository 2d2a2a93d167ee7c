3graph [ directed 1 node [ id 7 unit "u" graphics [ x 1 ] ] node [ id 3 label "Zo&#235; &amp;" unit "v" ] # remark
edge [ source 3 target 7 weight 2 ] ]
