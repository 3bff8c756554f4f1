# Fails if the object of everything.cpp defines a strong symbol. NM, OBJECT: paths.
execute_process(COMMAND ${NM} --defined-only --demangle ${OBJECT}
                OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[0-9a-f]+ [TDBRGSC] [^\n]*" strong "${symbols}")
if(strong)
  list(JOIN strong "\n  " strong)
  message(FATAL_ERROR "not inline, so defined by every file that includes it:\n  ${strong}")
endif()
