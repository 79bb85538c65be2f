// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/mainwindow.h"
#include "window/productionframe.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QMenuBar>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
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
    void nothingStaysEnglishInChinese();
    void theLanguageComesBackToEnglish();
    void productionHasARedFrame();
    void theLayoutIsRemembered();
    void fitsASmallScreen();

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

void TestWindow::fitsASmallScreen()
{
    m_window->resize(1280, 720);
    QTRY_COMPARE(m_window->size(), QSize(1280, 720));
}

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
