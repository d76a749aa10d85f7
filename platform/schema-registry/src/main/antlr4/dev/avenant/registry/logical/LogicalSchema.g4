/*
 * Schemas in the words of SQL, as they are read and registered with format=logical. Keywords count in any case.
 */
grammar LogicalSchema;

script
    : (namespace ';')? (alias ';')* (declaration (';' declaration)* ';'?)? (root ';'?)? EOF
    ;

namespace
    : NAMESPACE name
    ;

alias
    : USING TYPE name FOR STRING_LITERAL
    ;

declaration
    : ENUM name '(' symbol (',' symbol)* ')' comment? tags? settings?
    | (ROW | STRUCT) name '(' member (',' member)* ')' comment? tags? settings?
    ;

root
    : TYPE type
    ;

symbol
    : STRING_LITERAL comment? settings?
    ;

member
    : field
    | check
    ;

field
    : identifier type (DEFAULT literal)? check* comment? tags? settings?
    ;

// What is in the parentheses is told apart by nobody here: constraints are refused as a whole.
check
    : (CONSTRAINT identifier)? CHECK '(' expression+ ')' (MESSAGE STRING_LITERAL)?
    ;

expression
    : '(' expression* ')'
    | ~('(' | ')')
    ;

comment
    : COMMENT? STRING_LITERAL
    ;

tags
    : TAGS '(' STRING_LITERAL (',' STRING_LITERAL)* ')'
    ;

settings
    : WITH '(' setting (',' setting)* ')'
    ;

setting
    : STRING_LITERAL '=' STRING_LITERAL
    ;

// --- types ---

type
    : plainType nullability? collection*
    ;

collection
    : (ARRAY | MULTISET) nullability?
    ;

nullability
    : NOT? NULL
    ;

plainType
    : scalar
    | VARIANT
    | (ROW | STRUCT) '<' field (',' field)* '>'
    | (ROW | STRUCT) '(' field (',' field)* ')'
    | UNION '<' branch (',' branch)* '>'
    | UNION '(' branch (',' branch)* ')'
    | MAP '<' type ',' type '>'
    | ARRAY '<' type '>'
    | MULTISET '<' type '>'
    | name
    ;

branch
    : identifier type comment? settings?
    ;

scalar
    : BOOLEAN                                           # booleanType
    | TINYINT                                           # tinyintType
    | SMALLINT                                          # smallintType
    | (INT | INTEGER)                                   # intType
    | BIGINT                                            # bigintType
    | (FLOAT | REAL)                                    # floatType
    | DOUBLE PRECISION?                                 # doubleType
    | (DEC | DECIMAL | NUMERIC) ('(' integer (',' integer)? ')')?   # decimalType
    | STRING                                            # stringType
    | (VARCHAR | CHARACTER VARYING) length?             # varcharType
    | (CHAR | CHARACTER) length?                        # charType
    | BYTES                                             # bytesType
    | (VARBINARY | BINARY VARYING) length?              # varbinaryType
    | BINARY length?                                    # binaryType
    | DATE                                              # dateType
    | TIME length?                                      # timeType
    | TIMESTAMP length? (WITHOUT TIME ZONE)?            # timestampType
    | TIMESTAMP length? WITH LOCAL TIME ZONE            # instantType
    | TIMESTAMP_LTZ length?                             # instantType
    ;

length
    : '(' integer ')'
    ;

// --- names and literals ---

name
    : identifier ('.' identifier)*
    ;

identifier
    : ID
    | QUOTED_ID
    | notReserved
    ;

notReserved
    : ENUM
    | MAP
    | NAMESPACE
    | TAGS
    | TYPE
    | VARIANT
    | ZONE
    ;

literal
    : integer
    | '-'? FLOAT_LITERAL
    | STRING_LITERAL
    | BYTES_LITERAL
    | TRUE
    | FALSE
    | NULL
    ;

integer
    : '-'? INT_LITERAL
    ;

// --- words ---

AND : A N D ;
ARRAY : A R R A Y ;
AS : A S ;
BETWEEN : B E T W E E N ;
BIGINT : B I G I N T ;
BINARY : B I N A R Y ;
BOOLEAN : B O O L E A N ;
BOTH : B O T H ;
BYTES : B Y T E S ;
CASE : C A S E ;
CAST : C A S T ;
CHARACTER : C H A R A C T E R ;
CHAR : C H A R ;
CHECK : C H E C K ;
COMMENT : C O M M E N T ;
CONSTRAINT : C O N S T R A I N T ;
CURRENT_TIMESTAMP : C U R R E N T '_' T I M E S T A M P ;
DATE : D A T E ;
DEC : D E C ;
DECIMAL : D E C I M A L ;
USING : U S I N G ;
DEFAULT : D E F A U L T ;
DOUBLE : D O U B L E ;
ELSE : E L S E ;
END : E N D ;
ENUM : E N U M ;
ESCAPE : E S C A P E ;
EXTRACT : E X T R A C T ;
FALSE : F A L S E ;
FLOAT : F L O A T ;
FOR : F O R ;
FROM : F R O M ;
IN : I N ;
INT : I N T ;
INTEGER : I N T E G E R ;
IS : I S ;
LEADING : L E A D I N G ;
LIKE : L I K E ;
LOCAL : L O C A L ;
MAP : M A P ;
MESSAGE : M E S S A G E ;
MULTISET : M U L T I S E T ;
NAMESPACE : N A M E S P A C E ;
NOT : N O T ;
NULL : N U L L ;
NUMERIC : N U M E R I C ;
OR : O R ;
POSITION : P O S I T I O N ;
PRECISION : P R E C I S I O N ;
REAL : R E A L ;
ROW : R O W ;
SMALLINT : S M A L L I N T ;
STRING : S T R I N G ;
STRUCT : S T R U C T ;
SUBSTRING : S U B S T R I N G ;
SYMMETRIC : S Y M M E T R I C ;
TAGS : T A G S ;
THEN : T H E N ;
TIME : T I M E ;
TIMESTAMP_LTZ : T I M E S T A M P '_' L T Z ;
TIMESTAMP : T I M E S T A M P ;
TINYINT : T I N Y I N T ;
TRAILING : T R A I L I N G ;
TRIM : T R I M ;
TRUE : T R U E ;
TYPE : T Y P E ;
UNION : U N I O N ;
VARBINARY : V A R B I N A R Y ;
VARCHAR : V A R C H A R ;
VARYING : V A R Y I N G ;
VARIANT : V A R I A N T ;
WHEN : W H E N ;
WITH : W I T H ;
WITHOUT : W I T H O U T ;
ZONE : Z O N E ;

// --- everything else ---

OPERATOR
    : '<>' | '!=' | '<=' | '>=' | '||' | '+' | '*' | '/' | '%' | '[' | ']'
    ;

INT_LITERAL
    : DIGIT+
    ;

FLOAT_LITERAL
    : DIGIT+ '.' DIGIT* EXPONENT?
    | '.' DIGIT+ EXPONENT?
    | DIGIT+ EXPONENT
    ;

STRING_LITERAL
    : '\'' (~'\'' | '\'\'')* '\''
    ;

BYTES_LITERAL
    : X STRING_LITERAL
    ;

QUOTED_ID
    : '`' (~'`' | '``')* '`'
    ;

ID
    : [a-zA-Z_] [a-zA-Z_0-9]*
    ;

SPACE
    : [ \t\r\n]+ -> skip
    ;

LINE_COMMENT
    : '//' ~[\r\n]* -> skip
    ;

BLOCK_COMMENT
    : '/*' .*? '*/' -> skip
    ;

fragment DIGIT : [0-9] ;
fragment EXPONENT : E [+-]? DIGIT+ ;
fragment A : [aA] ;
fragment B : [bB] ;
fragment C : [cC] ;
fragment D : [dD] ;
fragment E : [eE] ;
fragment F : [fF] ;
fragment G : [gG] ;
fragment H : [hH] ;
fragment I : [iI] ;
fragment K : [kK] ;
fragment L : [lL] ;
fragment M : [mM] ;
fragment N : [nN] ;
fragment O : [oO] ;
fragment P : [pP] ;
fragment R : [rR] ;
fragment S : [sS] ;
fragment T : [tT] ;
fragment U : [uU] ;
fragment V : [vV] ;
fragment W : [wW] ;
fragment X : [xX] ;
fragment Y : [yY] ;
fragment Z : [zZ] ;
