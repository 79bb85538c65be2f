// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/aboutdialog.h"
#include "window/mainwindow.h"
#include "window/productionframe.h"
#include "workspace/elidedlabel.h"
#include <gantry/producersettings.h>

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <memory>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::ui;

namespace {

/// What a screen reader says of it.
QString nameOf(const QWidget &widget)
{
    if (!widget.accessibleName().isEmpty())
        return widget.accessibleName();
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        return button->text();
    for (const QLabel *label : widget.window()->findChildren<QLabel *>()) {
        if (label->buddy() == &widget)
            return label->text();
    }
    return {};
}

/// Parts that Qt makes, and speaks for, itself.
bool isQtsOwn(const QWidget &widget)
{
    const QWidget *parent = widget.parentWidget();
    return widget.objectName().startsWith("qt_"_L1) || qobject_cast<const QComboBox *>(parent)
           || (parent && (parent->inherits("QAbstractSpinBox") || parent->inherits("QTabBar")))
           || widget.inherits("QMenu") || widget.inherits("QComboBoxListView")
           || widget.inherits("QScrollArea") || widget.inherits("QTabBar") || widget.inherits("QHeaderView")
           || widget.inherits("QMenuBar") || widget.inherits("QDockWidgetTitleButton");
}

bool isChinese(const QString &text)
{
    return std::ranges::any_of(text, [](QChar c) { return c.script() == QChar::Script_Han; });
}

double luminance(const QColor &colour)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
           + 0.0722 * linear(colour.blueF());
}

/// From 1, none, to 21, black on white.
double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

/// Names that are the same in every language.
bool isName(const QString &text)
{
    static const QStringList names{u"SYNC"_s, u"ASYNC"_s,  u"ONEWAY"_s,     u"English"_s, u"Tag"_s,
                                   u"Key"_s,  u"Broker"_s, u"NameServer"_s, u"T&LS"_s,    u"TLS"_s,
                                   u"JSON"_s, u"XML"_s,    u"Base64"_s};
    QString plain = text;
    plain.remove(u'&');
    return names.contains(text) || names.contains(plain);
}

} // namespace

/// The whole window.
class TestWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void everythingThatTakesFocusHasAName();
    void everyActionIsInAMenuAndSaysWhatItDoes();
    void noShortcutHasTwoMeanings();
    void nothingStaysEnglishInChinese();
    void settingsAreExplainedInChinese();
    void theLanguageComesBackToEnglish();
    void productionHasARedFrame();
    void theLayoutIsRemembered();
    void theSizesAreRemembered();
    void theLayoutIsRememberedWithoutAnEnd();
    void checkBoxesCanBeSeenInTheDark_data();
    void checkBoxesCanBeSeenInTheDark();
    void nothingIsCutOff_data();
    void nothingIsCutOff();
    void leavesRoomForTheBody();
    void aboutIsCopiedByOneClick();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
};

void TestWindow::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_workspace = std::make_unique<Workspace>(WorkspacePaths{m_folder->path(), m_folder->path()});
    m_window = std::make_unique<MainWindow>(*m_workspace);
    m_window->setLanguage(u"en"_s);
    m_window->show();
}

void TestWindow::cleanup()
{
    m_window.reset();
    m_workspace.reset();
}

void TestWindow::everythingThatTakesFocusHasAName()
{
    QStringList nameless;
    int count = 0;
    for (const QWidget *widget : m_window->findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || isQtsOwn(*widget) || widget->focusProxy())
            continue;
        ++count;
        if (nameOf(*widget).isEmpty())
            nameless.append(QLatin1StringView(widget->metaObject()->className()) + u" "_s
                            + widget->objectName());
    }
    QVERIFY(count > 30);
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u"; "_s)));
}

void TestWindow::everyActionIsInAMenuAndSaysWhatItDoes()
{
    int count = 0;
    for (const QAction *menu : m_window->menuBar()->actions()) {
        QVERIFY(menu->menu());
        QVERIFY2(!menu->menu()->actions().isEmpty(), qPrintable(menu->text()));
        for (const QAction *action : menu->menu()->actions()) {
            if (action->isSeparator() || action->menu())
                continue;
            ++count;
            QVERIFY2(!action->text().isEmpty(), qPrintable(menu->text() + u' ' + action->objectName()));
        }
    }
    QVERIFY(count > 40);
}

/// Qt would do nothing for it.
void TestWindow::noShortcutHasTwoMeanings()
{
    QMap<QKeySequence, QString> known;
    for (const QAction *action : m_window->findChildren<QAction *>()) {
        if (action->shortcutContext() == Qt::WidgetShortcut)
            continue;
        for (const QKeySequence &keys : action->shortcuts()) {
            QVERIFY2(!known.contains(keys), qPrintable(keys.toString() + u": "_s + known.value(keys) + u", "_s
                                                       + action->objectName()));
            known.insert(keys, action->objectName());
        }
    }
    QVERIFY(known.size() > 10);
}

void TestWindow::settingsAreExplainedInChinese()
{
    m_window->setLanguage(u"zh_CN"_s);
    const auto english = [this] {
        QStringList names;
        for (const gantry::ProducerSetting &setting : gantry::producerSettings()) {
            const auto *editor = m_window->findChild<QWidget *>(QLatin1StringView(setting.name));
            const QString said = editor ? editor->accessibleDescription() : u"missing"_s;
            if (!said.isEmpty() && !isChinese(said)) // empty: the connection panel shows it itself
                names.append(QLatin1StringView(setting.name));
        }
        return names.join(u' ');
    };
    QTRY_COMPARE(english(), QString());
    m_window->setLanguage(u"en"_s);
    const auto *timeout = m_window->findChild<QWidget *>(u"sendTimeout"_s);
    QTRY_VERIFY(timeout->toolTip().startsWith("The time of a whole send"_L1));
}

void TestWindow::nothingStaysEnglishInChinese()
{
    m_window->setLanguage(u"zh_CN"_s);
    QTRY_VERIFY(isChinese(m_window->menuBar()->actions().constFirst()->text()));
    QStringList english;
    const auto check = [&english](const QString &text) {
        const bool isWord = std::ranges::any_of(text, [](QChar c) { return c.isLetter(); });
        if (isWord && text.contains(u' ') && !isChinese(text) && !isName(text))
            english.append(text);
    };
    for (const QAction *action : m_window->findChildren<QAction *>()) {
        if (!isName(action->text()) && !isChinese(action->text()) && action->text().size() > 1
            && !action->text().contains(u'_') && qobject_cast<QWidget *>(action->parent())
            && !action->parent()->inherits("QLineEdit"))
            english.append(action->text());
    }
    for (const QLabel *label : m_window->findChildren<QLabel *>())
        check(label->text());
    for (const QAbstractButton *button : m_window->findChildren<QAbstractButton *>())
        check(button->text());
    for (const QDockWidget *dock : m_window->findChildren<QDockWidget *>())
        check(dock->windowTitle());
    m_window->setLanguage(u"en"_s);
    QVERIFY2(english.isEmpty(), qPrintable(english.join(u" | "_s)));
}

void TestWindow::theLanguageComesBackToEnglish()
{
    const QString before = m_window->menuBar()->actions().constFirst()->text();
    m_window->setLanguage(u"zh_CN"_s);
    QTRY_VERIFY(m_window->menuBar()->actions().constFirst()->text() != before);
    m_window->setLanguage(u"en"_s);
    QTRY_COMPARE(m_window->menuBar()->actions().constFirst()->text(), before);
}

void TestWindow::productionHasARedFrame()
{
    auto *frame = m_window->findChild<QWidget *>(u"productionFrame"_s);
    QVERIFY(!frame->isVisible());
    Profile profile = Profile::sandbox();
    profile.name = u"Live"_s;
    profile.environment = Environment::Production;
    m_workspace->setProfile(profile);
    QVERIFY(frame->isVisible());
    QCOMPARE(frame->geometry(), m_window->rect());
    QVERIFY(m_window->windowTitle().contains("PRODUCTION"_L1));
    profile.environment = Environment::Testing;
    m_workspace->setProfile(profile);
    QVERIFY(!frame->isVisible());
}

void TestWindow::theLayoutIsRemembered()
{
    m_window->setTheme(Theme::Kind::Dark);
    m_window->findChild<QDockWidget *>(u"routingDock"_s)->close();
    m_window->close();
    m_window = std::make_unique<MainWindow>(*m_workspace);
    m_window->show();
    QVERIFY(!m_window->findChild<QDockWidget *>(u"routingDock"_s)->isVisible());
    QVERIFY(m_window->findChild<QDockWidget *>(u"logDock"_s)->isVisible());
    QVERIFY(QApplication::palette().color(QPalette::Base).lightness() < 128);
    m_window->setTheme(Theme::Kind::Light);
}

/// However often it is opened: what is a little off each time is far off in the end.
void TestWindow::theSizesAreRemembered()
{
    const auto sizes = [this] {
        QMap<QString, QSize> sizes;
        for (const QDockWidget *dock : m_window->findChildren<QDockWidget *>()) {
            if (dock->isVisible() && !dock->visibleRegion().isEmpty())
                sizes.insert(dock->objectName(), dock->size());
        }
        return sizes;
    };
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    const QMap<QString, QSize> before = sizes();
    QVERIFY(before.size() >= 5);
    for (int start = 0; start < 3; ++start) {
        m_window->close();
        m_window = std::make_unique<MainWindow>(*m_workspace);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QCOMPARE(sizes(), before);
    }
}

/// The window may be killed at any time.
void TestWindow::theLayoutIsRememberedWithoutAnEnd()
{
    m_window->findChild<QDockWidget *>(u"messagesDock"_s)->close();
    const auto isRemembered = [this] {
        const MainWindow second(*m_workspace);
        return second.findChild<QDockWidget *>(u"messagesDock"_s)->isHidden();
    };
    QTRY_VERIFY(isRemembered());
}

void TestWindow::checkBoxesCanBeSeenInTheDark_data()
{
    QTest::addColumn<bool>("isRound");
    QTest::newRow("check box") << false;
    QTest::newRow("radio button") << true;
}

/// Its outline has a contrast of 3 to 1 to what is around it, as WCAG asks of controls.
void TestWindow::checkBoxesCanBeSeenInTheDark()
{
    QFETCH(bool, isRound);
    m_window->setTheme(Theme::Kind::Dark);
    QCheckBox box;
    QRadioButton button;
    QWidget &control = isRound ? static_cast<QWidget &>(button) : box;
    control.resize(control.sizeHint());
    const QImage image = control.grab().toImage();
    const QColor ground = control.palette().color(QPalette::Window);
    const int y = image.height() / 2;
    double best = 1;
    for (int x = 0; x < image.width() / 2; ++x)
        best = std::max(best, contrast(image.pixelColor(x, y), ground));
    m_window->setTheme(Theme::Kind::Light);
    QVERIFY2(best >= 3, qPrintable(QString::number(best)));
}

void TestWindow::nothingIsCutOff_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("language");
    for (const QSize size : {QSize(1280, 720), QSize(2560, 1440)}) {
        for (const QString &language : {u"en"_s, u"zh_CN"_s})
            QTest::addRow("%dx%d, %s", size.width(), size.height(), qPrintable(language)) << size << language;
    }
}

void TestWindow::nothingIsCutOff()
{
    QFETCH(QSize, size);
    QFETCH(QString, language);
    m_window->setLanguage(language);
    m_window->resize(size);
    m_window->findChild<QAction *>(u"resetLayout"_s)->trigger();
    m_workspace->send(MessageDraft::example());
    QTRY_COMPARE_WITH_TIMEOUT(m_workspace->outcomes().size(), 1, 10'000);
    QTRY_COMPARE(m_window->size(), size);
    QCoreApplication::processEvents(); // the last layouts
    QStringList cut;
    for (const QWidget *widget : m_window->findChildren<QWidget *>()) {
        const bool isText =
            qobject_cast<const QLabel *>(widget) || qobject_cast<const QAbstractButton *>(widget)
            || qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget)
            || qobject_cast<const QComboBox *>(widget);
        const bool mayBeCut = qobject_cast<const ElidedLabel *>(widget) || isQtsOwn(*widget)
                              || widget->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored;
        if (!isText || mayBeCut || !widget->isVisible())
            continue;
        QSize needed = widget->minimumSizeHint();
        if (const auto *edit = qobject_cast<const QLineEdit *>(widget))
            needed.rwidth() = edit->fontMetrics().horizontalAdvance(edit->text()) + 4;
        if (widget->width() < needed.width() || widget->height() < needed.height())
            cut.append(u"%1 %2: %3x%4 of %5x%6"_s
                           .arg(QLatin1StringView(widget->metaObject()->className()),
                                widget->objectName() + widget->property("text").toString())
                           .arg(widget->width())
                           .arg(widget->height())
                           .arg(needed.width())
                           .arg(needed.height()));
    }
    m_window->setLanguage(u"en"_s);
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u"; "_s)));
}

void TestWindow::leavesRoomForTheBody()
{
    m_window->resize(1280, 720);
    m_window->findChild<QAction *>(u"resetLayout"_s)->trigger();
    const auto *body = m_window->findChild<QWidget *>(u"body"_s);
    const auto *log = m_window->findChild<QWidget *>(u"log"_s);
    const int line = body->fontMetrics().height();
    QTRY_VERIFY2(body->height() >= 5 * line, qPrintable(QString::number(body->height())));
    QTRY_VERIFY2(log->height() >= 6 * line, qPrintable(QString::number(log->height())));
    m_window->resize(m_window->minimumSize());
    QTRY_COMPARE(m_window->size(), m_window->minimumSize());
    QVERIFY2(body->height() >= 2 * line, qPrintable(QString::number(body->height())));
}

void TestWindow::aboutIsCopiedByOneClick()
{
    const WorkspacePaths paths{QDir::homePath() + u"/settings"_s, u"/elsewhere/data"_s};
    const AboutDialog dialog(paths);
    QApplication::clipboard()->clear();
    dialog.findChild<QAbstractButton *>(u"copyReport"_s)->click();
    const QString copied = QApplication::clipboard()->text();
    QCOMPARE(copied, AboutDialog::report(paths));
    for (const QString &part : {u"Gantry "_s, u"Qt "_s, u"TLS: "_s, u"session "_s, u"settings ~/settings"_s,
                                u"data /elsewhere/data"_s, u"log "_s})
        QVERIFY2(copied.contains(part), qPrintable(part));
    QVERIFY(!copied.contains(QDir::homePath() + u'/'));
}

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
