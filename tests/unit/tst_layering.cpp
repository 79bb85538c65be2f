// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// What each folder may include of the others; each its own, too.
const QHash<QString, QSet<QString>> mayInclude{
    {u"base"_s, {}},
    {u"wire"_s, {u"base"_s}},
    {u"remoting"_s, {u"base"_s, u"wire"_s}},
    {u"client"_s, {u"base"_s, u"wire"_s, u"remoting"_s}},
    {u"producer"_s, {u"base"_s, u"wire"_s, u"remoting"_s, u"client"_s}},
    {u"admin"_s, {u"base"_s, u"wire"_s, u"remoting"_s, u"client"_s}},
    {u"sandbox"_s, {u"base"_s, u"wire"_s}},
    {u"include"_s, {}},
};

/// Headers of Qt that need more than Core and Network.
const QStringList foreignQt{
    u"QtGui"_s,    u"QtWidgets"_s, u"QWidget"_s,    u"QApplication"_s, u"QGuiApplication"_s,
    u"QColor"_s,   u"QPixmap"_s,   u"QImage"_s,     u"QIcon"_s,        u"QFont"_s,
    u"QPainter"_s, u"QAction"_s,   u"QClipboard"_s, u"QtSql"_s,        u"QSqlDatabase"_s,
    u"QtTest"_s,   u"QTest"_s};

const QStringList posix{u"unistd.h"_s,  u"pthread.h"_s, u"poll.h"_s,    u"fcntl.h"_s, u"netdb.h"_s,
                        u"arpa/"_s,     u"netinet/"_s,  u"sys/"_s,      u"dlfcn.h"_s, u"dirent.h"_s,
                        u"signal.h"_s,  u"csignal"_s,   u"termios.h"_s, u"pwd.h"_s,   u"linux/"_s,
                        u"windows.h"_s, u"winsock2.h"_s};

struct Include {
    QString file; ///< below core/ or ui/
    int line = 0;
    QString what;
    bool isQuoted = false;
};

QString describe(const Include &include)
{
    return u"%1:%2 includes %3"_s.arg(include.file).arg(include.line).arg(include.what);
}

QList<Include> includesOf(const QDir &core, const QString &path)
{
    static const QRegularExpression pattern(u"^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]"_s);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("a source cannot be read");
    QList<Include> includes;
    int number = 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        ++number;
        const QRegularExpressionMatch match = pattern.match(QString::fromUtf8(line));
        if (match.hasMatch())
            includes.append(
                {core.relativeFilePath(path), number, match.captured(2), match.captured(1) == u'"'});
    }
    return includes;
}

QList<Include> allIncludes(const QDir &core = QDir(QStringLiteral(GANTRY_CORE_DIR)))
{
    QList<Include> includes;
    QDirIterator files(core.path(), {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        includes += includesOf(core, files.next());
    return includes;
}

/// Violations of one rule, for a message that names them all.
template<typename Rule>
QString violations(Rule isViolation)
{
    QStringList found;
    for (const Include &include : allIncludes()) {
        if (isViolation(include))
            found.append(describe(include));
    }
    return found.join(u"; "_s);
}

} // namespace

class TestLayering : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thereIsSomethingToRead();
    void everyFolderIsKnown();
    void foldersIncludeOnlyThoseBelow();
    void thePublicHeadersIncludeOnlyEachOther();
    void onlyPublicHeadersAreInAngleBrackets();
    void theCoreKnowsNoWindow();
    void theCoreIsPortable();
    void panelsKnowTheWorkspaceAndNotEachOther();
};

void TestLayering::thereIsSomethingToRead()
{
    QVERIFY(allIncludes().size() > 100);
}

void TestLayering::everyFolderIsKnown()
{
    const QStringList folders =
        QDir(QStringLiteral(GANTRY_CORE_DIR)).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &folder : folders)
        QVERIFY2(mayInclude.contains(folder),
                 qPrintable(u"core/%1 is not in this test's table"_s.arg(folder)));
}

void TestLayering::foldersIncludeOnlyThoseBelow()
{
    const QString found = violations([](const Include &include) {
        const QString from = include.file.section(u'/', 0, 0);
        const QString to = include.what.section(u'/', 0, 0);
        if (!include.isQuoted || !include.what.contains(u'/'))
            return false;
        return to != from && !mayInclude.value(from).contains(to);
    });
    QVERIFY2(found.isEmpty(), qPrintable(found));
}

void TestLayering::thePublicHeadersIncludeOnlyEachOther()
{
    const QString found = violations([](const Include &include) {
        return include.file.startsWith("include/"_L1)
               && (include.isQuoted
                   || (include.what.contains(u'/') && !include.what.startsWith("gantry/"_L1)));
    });
    QVERIFY2(found.isEmpty(), qPrintable(found));
}

void TestLayering::onlyPublicHeadersAreInAngleBrackets()
{
    const QString found = violations([](const Include &include) {
        const QString folder = include.what.section(u'/', 0, 0);
        return include.isQuoted ? folder == "gantry"_L1
                                : include.what.contains(u'/') && mayInclude.contains(folder);
    });
    QVERIFY2(found.isEmpty(), qPrintable(found));
}

void TestLayering::theCoreKnowsNoWindow()
{
    const QString found = violations([](const Include &include) {
        return foreignQt.contains(include.what) || foreignQt.contains(include.what.section(u'/', 0, 0))
               || include.what.startsWith("ui/"_L1) || include.what.startsWith("app/"_L1);
    });
    QVERIFY2(found.isEmpty(), qPrintable(found));
}

void TestLayering::theCoreIsPortable()
{
    const QString found = violations([](const Include &include) {
        // These have a stand-in elsewhere.
        if (include.file.endsWith("_linux.cpp"_L1))
            return false;
        return std::ranges::any_of(posix, [&include](const QString &header) {
            return header.endsWith(u'/') ? include.what.startsWith(header) : include.what == header;
        });
    });
    QVERIFY2(found.isEmpty(), qPrintable(found));
}

void TestLayering::panelsKnowTheWorkspaceAndNotEachOther()
{
    QStringList found;
    const QList<Include> includes = allIncludes(QDir(QStringLiteral(GANTRY_UI_DIR)));
    QVERIFY(includes.size() > 50);
    for (const Include &include : includes) {
        const QString from = include.file.section(u'/', 0, 0);
        const QString to = include.what.section(u'/', 0, 0);
        const bool isOfUi = include.isQuoted && include.what.contains(u'/');
        if (isOfUi && from != "window"_L1 && to != from && to != "workspace"_L1 && to != "profiles"_L1)
            found.append(describe(include));
    }
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u"; "_s)));
}

QTEST_GUILESS_MAIN(TestLayering)
#include "tst_layering.moc"
